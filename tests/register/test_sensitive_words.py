"""The words of sensitive cases: what a clerk writes of one is found, an ordinary complaint isn't."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from grm_data.intake.worth_asking import worth_asking
from grm_data.register.folding import fold
from grm_data.register.listed import Listed
from grm_data.register.sensitive_words import (
    has_sensitive_word,
    may_be_sensitive,
    names_sensitive,
    tells_of_sensitive,
)
from grm_data.register.vocabulary import value_tables
from tests.rounds import rounds

WORDINGS = """Supervisor promised a job if she sleeps with him|Worker showed his private parts to school girls
Guard peeps at women in the bath|Camp boss filmed female cook in the shower
14 yr old girl made pregnant by driver of contractor|Girls married off for compensation money
Nude pictures of complainant sent on WhatsApp|Catcalling and whistling at women near the camp
Honour-based violence|Survival sex near workers' camp|Minor impregnated by labourer
Unwanted advances from site engineer|Online harassment of female staff|Brothel opened next to the camp
Dowry-related abuse|Husband hit his wife over the compensation|Attouchements sur une élève par un ouvrier
Fille mineure enceintée par un chauffeur du chantier|Le chef demande à coucher contre un emploi
Exhibitionnisme devant l'école|Voyeurisme aux douches du camp|Femme battue par son mari après indemnisation|MGF
Détournement de mineure|Avances déplacées du pointeur envers les femmes|Mariage d'enfants|Cyberharcèlement
El capataz pide favores íntimos a cambio de trabajo|Tocamientos a una alumna|Violó a una menor
Exhibicionismo frente a la escuela|Feminicidio|Maltrato a su pareja|Embarazo de menor por trabajador de la obra
Hostigamiento a trabajadoras|Trata de mujeres|Apalpou a funcionária no ônibus|Mulher agredida pelo marido
Assediou a cozinheira do canteiro|Lei Maria da Penha|Menor engravidada por operário|Casamento prematuro
Приставал к женщинам на стройке|Бьёт жену|Секс в обмен на работу|Надругался над несовершеннолетней
Похищение невесты|Развратные действия|Показывал половые органы школьницам|Эмэгтэй ажилтны биед хүрсэн
Нөхөр нь зодсон|Насанд хүрээгүй охин жирэмсэлсэн|Dilecehkan oleh mandor|Meraba-raba pekerja perempuan
Anak di bawah umur dihamili pekerja proyek|Istri dipukul suami|Mengintip perempuan mandi|Kawin paksa
Elle sarkıntılık|Çocuk gelin|Sàm sỡ nữ công nhân|Chồng đánh vợ|تزويج القاصرات|ضرب زوجته|猥亵女工|拐卖妇女|Ubakaji
Ndoa za utotoni|Husband beats complainant since the payout|Foreman only hires women who spend the night with him
Labourer flashed himself at pupils|Secret photos of women taken in changing room
Forced marriage of resettled family's daughter|Teacher in love affair with underage pupil
Guard pinched her buttocks|Attempted defilement|Sex workers around the camp
Ex-boyfriend posts private photos, revenge porn|Woman followed home every day by a driver
FGM ceremony during school holiday|Lewd remarks to female flaggers|Girl lured to the city for work and sold
Un manœuvre s'est exhibé devant des fillettes|Mari violent depuis le paiement|Relations avec une élève mineure
Promesse d'embauche contre faveurs|Photos intimes diffusées|Fille donnée en mariage à 14 ans
Filles victimes de traite|Agent qui siffle et harcèle les femmes|Prostituées au campement
Grossesse d'une écolière, auteur ouvrier|Le tocó los pechos el supervisor|Marido golpeó a la reclamante
Fotos íntimas difundidas|Chantaje con videos íntimos|Acoso a mujeres en el campamento|Abusó de una niña
Prostitución cerca de la obra|Espancada pelo companheiro|Passou a mão na aluna|Tráfico de mulheres
Abusou da menor|Assédio a trabalhadoras|Муж избил жену|Требовал интимной близости за премию
Подглядывал за женщинами в душе|Выдали замуж в 15 лет|Лапал сотрудницу|Вовлечение в проституцию
Женское обрезание|Эмэгтэйчүүдийн эсрэг хүчирхийлэл|Нүцгэн зураг тараасан|Mandor minta ditemani tidur
Suami aniaya istri|Pencabulan anak|Foto telanjang disebarkan|Siswi hamil oleh pekerja|Kocası tarafından dövüldü
Zorla evlendirme|Quay lén nữ công nhân tắm|العنف ضد المرأة|يتحرش بالعاملات|偷窥女宿舍|殴打妻子|Alimpa mimba mwanafunzi
Ukatili wa kijinsia"""
ORDINARY = """Molestias por el polvo de la obra|El ruido nos molesta de noche|Sentimos la molestia causada
A heavily trafficked road without water trucks|Oilseed rape under the new road
Maize, cabbage and rape destroyed by the grader|Figures by sex for each village|The form asks for sex and age
Mr S.H. Khan came to the office|Letter of S. E. A. Mensah about his plot
Talk on HIV and sexually transmitted infections|Defilement of the river by oil|The sacred shrine was defiled
Exterior viol|Parking viol.|Impregnated poles are rotten|A bare and naked wire hangs over the yard
Dredger works at night|Violer la loi du travail|L'entreprise continue de violer les règles
Viol de domicile par les engins|Nos droits ont été violés|Mur d'enceinte fissuré par les vibrations
Une couche avec du gravier|Quel bordel sur la piste|Exploitation de la carrière|Vent violent, toit parti
Violent storm took the roof|La norma fue violada|Violación de la propiedad|Taller de salud sexual y reproductiva
Abuso de autoridad|Kepala seksi jalan tidak hadir|Kabel telanjang di tepi jalan|Kekerasan beton kurang
Seksen beş gün bekledik|Zorla tahliye edildik|Araziye tecavüz edildi|Tarlaya tecavüz|الجنسية: سوري
جنسية صاحب الشكوى|该女性侵占耕地|Bảo hành công trình kém|Đánh vỡ kính cửa sổ|Nhà ga tỉnh|Провод оголился у столба
Похищение кабеля|Насильственное выселение|Судебное преследование|Хүчингүй болсон гэрээ|Бэлгийн карт
Санхүүгийн дарамт"""


@pytest.mark.parametrize("cell", WORDINGS.replace("\n", "|").split("|"))
def test_what_a_clerk_writes_of_a_sensitive_case_is_found(cell: str) -> None:
    """In a remark or a category; the kinds are those of the IASC, the World Bank and the GBV typology of the UN."""
    for text in (cell, cell.upper(), f"{cell}."):
        assert names_sensitive(text) or may_be_sensitive(text)
        assert worth_asking([text])


@pytest.mark.parametrize("cell", ORDINARY.replace("\n", "|").split("|"))
def test_an_ordinary_complaint_is_not_held_back(cell: str) -> None:
    assert not has_sensitive_word(cell)
    assert not may_be_sensitive(cell)


LANGUAGES = tomllib.loads(Path(__file__).with_name("sensitive_languages.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_languages_of_countries_that_the_bank_lends_to(language: str) -> None:
    told, ordinary = LANGUAGES[language]["told"], LANGUAGES[language]["ordinary"]
    assert [text for text in told if not (names_sensitive(text) or may_be_sensitive(text))] == []
    assert {*worth_asking(told)} == {*told}
    assert [text for text in ordinary if has_sensitive_word(text) or may_be_sensitive(text)] == []


@pytest.mark.parametrize(
    ("sensitive", "another"),
    [
        ("यौन हिंसा", "रायौन हिंसा"),  # the beginning of a word, not a part behind a vowel sign
        ("बाल विवाह", "कबाल विवाह"),
        ("kufsi", "makufsi"),
        ("ถูกข่มขืนที่แคมป์", "ถูกข่มที่แคมป์"),  # Thai isn't written in words
    ],
)
def test_a_word_is_whole_in_any_script(sensitive: str, another: str) -> None:
    assert names_sensitive(sensitive)
    assert not names_sensitive(another)


TOLD = """Boyfriend strangled her, referred to one stop centre|Driver took a schoolgirl to a lodge
Her husband took her compensation and beat her|Une élève tombée enceinte d'un employé de l'entreprise
Fillette de 12 ans promise en mariage|Adolescente quedó embarazada de un obrero
Su esposo la golpea desde que recibió el pago|Marido bate nela por causa da indenização
Девочку 15 лет увезли для брака|Нөхөр нь байнга зоддог|Suami memukuli istrinya karena uang ganti rugi
Kocası kadını dövüyor|14 yaşındaki kız evlendirildi|زوجها يضربها بسبب التعويض
Girl of 15 is pregnant, father is the excavator operator|Menina de 14 anos grávida do motorista"""
UNTOLD = """Her husband lost his plot to the road|A truck hit the house of her husband|The girl fell into the trench
Wife of the chief asks for water|Pregnant women can't cross the trench|Married couple asks for compensation
Schoolchildren cross the road at the market|Les filles de l'école n'ont plus d'eau
L'enceinte de l'école est fissurée, dit le maire|Mi esposo trabaja en la obra
Menor caudal de agua en el pueblo|Муж потерял работу|Охин маань сургуульдаа явж чадахгүй
Istri kepala desa minta air|Suami saya belum dibayar"""


@pytest.mark.parametrize("text", TOLD.replace("\n", "|").split("|"))
def test_who_it_was_and_what_was_done_tell_of_a_case_in_any_text(text: str) -> None:
    long = f"The committee met twice about it. {text} The committee will meet again in the week after next."
    for one in (text, text.upper(), long):
        assert tells_of_sensitive(one)
        assert worth_asking([one])
    assert may_be_sensitive(text)


@pytest.mark.parametrize("text", UNTOLD.replace("\n", "|").split("|"))
def test_people_alone_and_deeds_alone_tell_of_none(text: str) -> None:
    assert not tells_of_sensitive(text)
    assert not may_be_sensitive(text)


@pytest.mark.parametrize("cell", ["S.H.", "S.E.A.", "S. H. case", "G.B.V.", "SEASH", "MGF"])
def test_an_abbreviation_with_dots_is_known_where_it_stands_alone(cell: str) -> None:
    assert has_sensitive_word(cell)


def test_an_expression_that_is_another_matter_hides_no_sensitive_word_beside_it() -> None:
    assert names_sensitive("Viol de domicile et viol d'une fille")
    assert names_sensitive("Girls were trafficked on the heavily trafficked road")


@pytest.mark.parametrize("language", value_tables()["sensitive_words"])
def test_every_listed_word_is_found(language: str) -> None:
    for word in value_tables()["sensitive_words"][language]:
        for text in (word.replace("*", ""), word.replace("*", "abc"), word.replace("*", "").upper()):
            if re.sub(r"\W", "", text) and "*" not in word.split():
                assert names_sensitive(text), word
                assert worth_asking([text]), word


@pytest.mark.parametrize("language", value_tables()["sensitive_other"])
def test_every_expression_that_is_another_matter_is_needed(language: str) -> None:
    words = [word for words in value_tables()["sensitive_words"].values() for word in words]
    begun = [fold(word.split("*")[0]) for word in words]
    for expression in value_tables()["sensitive_other"][language]:
        text = _ONE_WORD.sub("nos", expression).replace("*", "")
        assert not names_sensitive(text), expression
        begins = any(f" {word}" in f" {fold(text)}" for word in begun)
        assert begins or Listed(words).search(fold(text)), expression


_ONE_WORD = re.compile(r"(?<!\S)\*(?!\S)")


@examples(max_examples=rounds(300))
@given(before=st.text("abзө n.'-", max_size=6), behind=st.text("abзө n.'-", max_size=6))
def test_letters_around_a_word_never_make_it_unasked(before: str, behind: str) -> None:
    words = (
        "бьёт жену",
        "sex for food",
        "муж избил",
        "wife beaten",
        "домогательства",
        "sexual",
        "s. h",
        "in a",
        "é",
    )
    texts = [f"{before}{word}{behind}" for word in words]
    for text in texts:
        assert worth_asking([text]) or not tells_of_sensitive(text)
    assert worth_asking(texts) == [text for text in texts if worth_asking([text])]

"""An invented news site for the tests and the demonstration: feeds, section pages, articles in the manner of Arabic news. All invented by us."""

from __future__ import annotations

import random

TOWNS = "الزهراء الربيع المنارة الواحة السوسن الياسمين النخيل السدرة العين الصفا".split()
WHO = ("عناصر من الشرطة", "وفد من الأهالي", "فريق من المتطوعين", "عمال البلدية", "طلاب الجامعة", "أصحاب المتاجر", "سائقو الحافلات", "مزارعو المنطقة")
DID = (
    "أغلقوا الطريق الرئيسي",
    "اجتمعوا في الساحة العامة",
    "نقلوا المساعدات",
    "طالبوا بإصلاح الشبكة",
    "زاروا المستشفى",
    "وزعوا المنشورات",
    "أوقفوا العمل",
    "فتحوا السوق القديم",
)
WHY = (
    "بعد أسبوع من الأمطار",
    "احتجاجا على انقطاع الماء",
    "إثر خلاف على الأجور",
    "تلبية لدعوة النقابة",
    "خوفا من انهيار الجسر",
    "قبل موسم الحصاد",
    "بسبب تأخر الرواتب",
    "مع اقتراب الامتحانات",
)
ADDED = (
    "وقال أحد الشهود إن الهدوء عاد قبل المساء",
    "وأكد مسؤول محلي أن التحقيق مستمر",
    "ولم ترد أنباء عن وقوع ضحايا",
    "وأشارت مصادر طبية إلى استقبال عدد من الحالات",
    "ومن المقرر أن تعقد جلسة جديدة الأسبوع المقبل",
)

THINGS = (
    "المخبز المدرسة الجسر النهر البستان المسجد المكتبة الملعب المصنع المحطة الحديقة البئر القناة السد المرفأ المطحنة السوق القاعة الورشة المخزن الطريق الحقل الوادي التل "
    "الغابة المزرعة العيادة الصيدلية البريد المتحف النادي المقهى الفندق المطعم الرصيف النفق السكة الشاحنة الحافلة القطار الزورق الشبكة العداد الخزان المولد الكابل السياج البوابة"
).split()
HOW = "سريعا بهدوء فجرا ظهرا ليلا مجددا تدريجيا نهائيا مؤقتا سرا علنا تباعا سلميا جماعيا فرادى يوميا أسبوعيا مساء صباحا عصرا".split()
JOINED = "قرب عند خلف أمام فوق تحت بين حول نحو داخل خارج شرق غرب شمال جنوب".split()


def headline(number: int) -> str:
    chance = random.Random(number)
    return f"{chance.choice(WHO)} في بلدة {chance.choice(TOWNS)} {chance.choice(WHY)} رقم {number}"


def lines(number: int) -> list[str]:
    """The paragraphs of an invented report: different for each number."""
    chance = random.Random(number)
    out = []
    for _ in range(5):
        count = chance.randint(3, 97)
        told = " و".join(f"{chance.choice(JOINED)} {chance.choice(THINGS)} {chance.choice(HOW)}" for _ in range(9))
        out.append(
            f"أفاد مراسلنا بأن {count} من {chance.choice(WHO)} {chance.choice(DID)} في بلدة {chance.choice(TOWNS)} {told} {chance.choice(WHY)}. {chance.choice(ADDED)}."
        )
    return out


def article(number: int, *, canonical: str | None = None, extra: str = "", title: str | None = None, of: int | None = None) -> str:
    """The page of an article; `extra` is a paragraph that an edit adds, `of` the number whose text it brings."""
    body = "".join(f"<p>{line}</p>" for line in lines(number if of is None else of)) + (f"<p>{extra}</p>" if extra else "")
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    name = title or headline(number)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{name}</title>{link}'
        f'<meta property="article:published_time" content="2020-10-{1 + number % 28:02}T08:00:00+00:00"></head><body><nav><a href="/">الرئيسية</a></nav>'
        f'<article><h1>{name}</h1><div class="entry-content">{body}</div></article></body></html>'
    )


def rss(entries: list[tuple[str, str, str]], *, contents: list[str] | None = None) -> str:
    """An RSS feed of (guid, address, title)."""
    items = "".join(
        f'<item><title>{title}</title><link>{url.replace("&", "&amp;")}</link><guid isPermaLink="false">{guid}</guid>'
        f"<pubDate>Fri, 23 Oct 2020 08:00:00 GMT</pubDate>{f'<description><![CDATA[{contents[n]}]]></description>' if contents else ''}</item>"
        for n, (guid, url, title) in enumerate(entries)
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة المثال</title><link>http://example.invalid/</link>{items}</channel></rss>'

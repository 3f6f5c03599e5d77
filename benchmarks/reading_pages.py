"""Pages for the benchmark of reading: invented Arabic articles in the markup of the content systems that Arabic outlets use.

The articles, outlets and readers' comments are all invented for Marsad. Each page brings what real ones do: menus, tickers, share bars, captions, links to other
articles between the paragraphs, tags, comment forms, sidebars with the latest news, footers. The gold text is what a person would copy
as the article: its paragraphs, subheadings, quotations and lists.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SITE = "صحيفة المثال"
_OPENINGS = (
    "أعلنت مديرية الدفاع المدني في محافظة النور، اليوم {weekday}، أن فرقها أنهت إزالة الأنقاض من الحي الشرقي بعد عمل استمر أربعة أيام.",
    "قتل ثلاثة أشخاص وأصيب سبعة آخرون، مساء {weekday}، في انفجار عبوة ناسفة قرب سوق الخضار في بلدة تل السنديان، وفق مصدر طبي.",
    "شهدت بلدة عين الزيتون، {weekday}، اشتباكات متقطعة بين مجموعتين محليتين استخدمت فيها الأسلحة الرشاشة، وأغلقت المحال أبوابها.",
    "وصلت إلى معبر الوادي صباح {weekday} قافلة مساعدات إنسانية مؤلفة من عشرين شاحنة تحمل مواد غذائية وطبية.",
    "تظاهر مئات السكان في مدينة الرمانة، {weekday}، احتجاجا على انقطاع المياه والكهرباء، وطالبوا بإقالة المجلس البلدي.",
    "قالت وزارة الداخلية في بيان صدر {weekday} إن قواتها أوقفت تسعة مشتبه بهم في عمليات متزامنة في ثلاث بلدات.",
    "استهدفت غارة جوية، فجر {weekday}، مستودعا في أطراف بلدة الصفصاف، ما أدى إلى اندلاع حريق كبير استمر ساعات.",
    "اتفق وجهاء بلدتي الجسر والنبع، {weekday}، على وقف إطلاق النار بينهما وتشكيل لجنة مشتركة لمتابعة التنفيذ.",
)
_SENTENCES = (
    "وقال شاهد عيان إن دوي الانفجار سمع في الأحياء المجاورة، وإن سيارات الإسعاف وصلت خلال دقائق.",
    "وأوضح المصدر أن المصابين نقلوا إلى المستشفى الوطني، وأن حالة اثنين منهم حرجة.",
    "ولم تعلن أي جهة مسؤوليتها عن الحادثة حتى الآن.",
    "وكانت المنطقة قد شهدت خلال الشهر الماضي هدوءا نسبيا بعد أسابيع من التوتر.",
    "وأضاف المتحدث باسم المحافظة أن التحقيقات ما زالت جارية لمعرفة ملابسات ما جرى.",
    "ودعا المجلس المحلي السكان إلى تجنب الطرق الرئيسية والالتزام بتعليمات فرق الطوارئ.",
    "وذكر مراسلنا أن حركة السير عادت إلى طبيعتها بعد الظهر، في حين بقيت المدارس مغلقة.",
    "وأشار البيان إلى أن الجانبين تبادلا قوائم بأسماء الموقوفين تمهيدا لإطلاق سراحهم.",
    "وفي المقابل، نفى مصدر في المجموعة المحلية صحة هذه الأنباء، ووصفها بأنها مبالغ فيها.",
    "ويعيش في البلدة نحو خمسة آلاف نسمة، نزح نصفهم خلال العام الماضي إلى القرى القريبة.",
    "وطالبت منظمات إنسانية بفتح ممرات آمنة تتيح وصول المواد الطبية إلى المحاصرين.",
    "ونقلت وكالة محلية عن طبيب في المستشفى قوله إن مخزون الأدوية يكفي ثلاثة أيام فقط.",
    "وتابع: نعمل على مدار الساعة، ولا نستطيع تقدير حجم الأضرار قبل انتهاء عمليات المسح.",
    "ومن المقرر أن يعقد مجلس المحافظة جلسة طارئة غدا لمناقشة تعويض المتضررين.",
    "وشارك في الاجتماع ممثلون عن النقابات وعدد من شيوخ العشائر ورجال الدين.",
    "وأكدت غرفة العمليات أن الحريق أخمد بالكامل بعد مشاركة ست فرق إطفاء.",
    "نشرت القوة الأمنية حواجز إضافية عند مداخل المدينة، وفتشت السيارات العابرة.",
    "وبلغ عدد العائلات التي غادرت منازلها مئة وعشرين عائلة، بحسب إحصاء أولي.",
    "وحذرت بلدية المدينة من الاقتراب من المباني المتصدعة قبل أن يفحصها المهندسون.",
    "وقالت سيدة من سكان الحي إنها فقدت بيتها للمرة الثانية في أقل من عام واحد.",
    "وختم بالقول إن الحل لا يكون إلا بالحوار بين أبناء المنطقة الواحدة.",
    "وتعد هذه العملية الثالثة من نوعها منذ مطلع العام في الريف الشمالي.",
)
_TITLES = (
    "انتهاء إزالة الأنقاض في الحي الشرقي", "قتلى وجرحى بانفجار في سوق تل السنديان", "اشتباكات متقطعة في بلدة عين الزيتون", "قافلة مساعدات تصل إلى معبر الوادي",
    "مئات المتظاهرين في الرمانة يطالبون بالمياه", "الداخلية تعلن توقيف تسعة مشتبه بهم", "غارة جوية على مستودع في الصفصاف", "اتفاق بين وجهاء الجسر والنبع على وقف إطلاق النار",
)  # fmt: skip
_OTHERS = (
    "فريق المحافظة يفوز بكأس الصداقة بعد مباراة مثيرة", "ارتفاع جديد في أسعار الخضار مع بداية الشتاء", "افتتاح معرض الكتاب بمشاركة أربعين دارا للنشر",
    "توقعات بأمطار غزيرة في المناطق الساحلية", "وزير التربية يعلن موعد الامتحانات النهائية", "ندوة عن تاريخ العمارة في المدينة القديمة",
    "قتيلان في حادث سير على الطريق الدولي", "حملة تلقيح جديدة للأطفال في الأرياف", "مهرجان الزيتون يعود بعد غياب عامين", "دراسة: نصف الشباب يفكرون في الهجرة",
)  # fmt: skip
_COMMENTS = (
    "الله يرحم الضحايا ويصبر أهلهم، متى تنتهي هذه المأساة يا ناس.", "كلام فارغ لا أحد يصدق هذه الأخبار بعد كل ما رأيناه من وعود.",
    "شكرا للصحيفة على نقل الحقيقة كما هي من أرض الواقع دون تزييف.", "أين المسؤولون من كل هذا، نحن نعيش بلا ماء منذ شهرين كاملين.",
)  # fmt: skip
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_LEVANTINE = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")
_EGYPTIAN = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")


@dataclass(frozen=True, slots=True)
class Article:
    """An invented article. `blocks` are (kind, text): p, h2, quote, li."""

    title: str
    blocks: tuple[tuple[str, str], ...]
    day: dt.date
    number: int

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.blocks)


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what should come out of it."""

    name: str
    html: str
    article: Article
    url: str | None


def article(number: int) -> Article:
    """Article `number`: same number, same article. Every fifth is short (two paragraphs), every fourth has a subheading, a quotation and a list."""
    chance = random.Random(number)
    day = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(2000))
    which = number % len(_OPENINGS)
    sentences = list(_SENTENCES)
    chance.shuffle(sentences)
    paragraphs = [_OPENINGS[which].format(weekday=_WEEKDAYS[day.weekday()])]
    for at in range(1 if number % 5 == 0 else chance.randrange(4, 9)):
        take = chance.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(sentences[(at * 3 + i) % len(sentences)] for i in range(take)))
    blocks = [("p", paragraph) for paragraph in dict.fromkeys(paragraphs)]
    if number % 4 == 1 and len(blocks) > 3:
        blocks.insert(3, ("h2", "تحقيقات مستمرة"))
        blocks.insert(2, ("quote", "لن نترك بيوتنا مهما حدث، هذه أرضنا وأرض أجدادنا."))
        blocks.extend(
            [
                ("p", "وجاء في الاتفاق:"),
                ("li", "وقف إطلاق النار ابتداء من منتصف الليل"),
                ("li", "تبادل الموقوفين خلال أسبوع"),
                ("li", "عودة النازحين إلى قراهم"),
            ]
        )
    return Article(_TITLES[which], tuple(blocks), day, number)


def _p(text: str) -> str:
    return html.escape(text, quote=False)


def blocks(a: Article, *, style: str = "p", inserts: tuple[str, ...] = (), attributes: str = "") -> str:
    """The article's blocks as markup, `inserts` (boxes that are no text of it) between them."""
    out = []
    for kind, text in a.blocks:
        told = _p(text)
        if kind == "h2":
            out.append(f"<h2>{told}</h2>" if style != "br" else f"<b>{told}</b><br><br>")
        elif kind == "quote":
            out.append(f"<blockquote><p>{told}</p></blockquote>" if style != "br" else f"«{told}»<br><br>".replace("«", "").replace("»", ""))
        elif kind == "li":
            out.append(f"<ul><li>{told}</li></ul>" if style != "br" else f"{told}<br>")
        else:
            out.append({
                "p": f"<p{attributes}>{told}</p>", "div": f"<div{attributes}>{told}</div>", "br": f"{told}<br /><br />", "span": f'<p dir="rtl"><span style="font-size:18px">{told}</span></p>',
                "nbsp": f'<p style="text-align: right;">{told}</p><p>&nbsp;</p>', "font": f'<p align="right"><font face="Tahoma" size="4">{told}</font></p>',
                "link": f"<p>{told.replace('المستشفى الوطني', '<a href=/tag/h>المستشفى الوطني</a>')}</p>", "section": f'<section class="css-x1"><div dir="rtl" class="css-q8"><p>{told}</p></div></section>',
            }[style])  # fmt: skip
    for at, insert in enumerate(inserts):
        out.insert(min(len(out), 1 + 2 * at), insert)
    return "\n".join(out)


def _menu(count: int = 60, name: str = "menu-item") -> str:
    sections = ("الرئيسية", "أخبار", "سياسة", "اقتصاد", "رياضة", "ثقافة", "رأي", "فيديو", "من نحن", "اتصل بنا")
    return '<ul class="menu">' + "".join(f'<li class="{name}"><a href="/c/{i}">{sections[i % len(sections)]}</a></li>' for i in range(count)) + "</ul>"


def _others(chance: random.Random, count: int = 4) -> list[str]:
    return chance.sample(_OTHERS, count)


def _list(chance: random.Random, item: str = '<li><a href="/n/{i}">{t}</a></li>', count: int = 5) -> str:
    return "".join(item.format(i=i, t=t) for i, t in enumerate(_others(chance, count)))


def _sidebar(chance: random.Random) -> str:
    return (
        f'<aside id="secondary" class="sidebar widget-area"><section class="widget widget_recent_entries"><h3>آخر الأخبار</h3><ul>{_list(chance)}</ul></section>'
        f'<section class="widget"><h3>الأكثر قراءة</h3><ul>{_list(chance)}</ul></section></aside>'
    )


def _comments(chance: random.Random) -> str:
    told = "".join(
        f'<li class="comment"><div class="comment-body"><cite class="fn">قارئ {i}</cite><time datetime="2025-01-0{i + 1}">٠{i + 1}/٠١/٢٠٢٥</time><p>{text}</p><a>رد</a></div></li>'
        for i, text in enumerate(chance.sample(_COMMENTS, 3))
    )
    return (
        f'<div id="comments" class="comments-area"><h2>3 تعليقات</h2><ol class="comment-list">{told}</ol><div id="respond" class="comment-respond"><h3>اترك تعليقاً <small>إلغاء الرد</small></h3>'
        '<form><p class="comment-notes">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *</p><textarea></textarea><input type="submit" value="إرسال التعليق"></form></div></div>'
    )


def _footer() -> str:
    return (
        '<footer class="site-footer"><div class="about"><p>صحيفة المثال موقع إخباري مستقل يقدم لكم آخر الأخبار على مدار الساعة من مختلف المناطق.</p></div>'
        f"{_menu(12)}<p>جميع الحقوق محفوظة © صحيفة المثال 2025</p></footer>"
    )


def _share(name: str) -> str:
    return f'<div class="{name}"><span>شارك</span><ul><li><a href="#">فيسبوك</a></li><li><a href="#">تويتر</a></li><li><a href="#">واتساب</a></li><li><a href="#">طباعة</a></li></ul></div>'


def _figure(caption: str, style: str = "figure") -> str:
    if style == "wp":
        return f'<div id="attachment_1" style="width: 800px" class="wp-caption aligncenter"><img src="/i.jpg"><p class="wp-caption-text">{caption}</p></div>'
    if style == "figure":
        return f'<figure class="wp-block-image"><img src="/i.jpg"><figcaption>{caption}</figcaption></figure>'
    return f'<div class="img"><img src="/i.jpg"><div class="image-caption">{caption}</div></div>'


def _also(chance: random.Random, style: int) -> str:
    one, two = _others(chance, 2)
    return (
        f'<p><strong>اقرأ أيضاً: <a href="/n/1">{one}</a></strong></p>', f'<p>اقرأ أيضا</p><ul><li><a href="/n/1">{one}</a></li><li><a href="/n/2">{two}</a></li></ul>',
        f'<div class="read-also"><h4>اقرأ المزيد</h4><a href="/n/1">{one}</a></div>', f'<blockquote class="wp-embedded-content"><a href="/n/1">{one}</a></blockquote>',
        f'<p style="text-align:center"><a href="/n/1"><strong>{one}</strong></a></p>', f"<p>شاهد أيضاً:</p><p><a href='/n/2'>{two}</a></p>",
        f'<div class="jnews_inline_related_post"><h3>أخبار ذات صلة</h3><article><a href="/n/1">{one}</a><div class="jeg_post_meta"><span class="jeg_meta_date">1 يناير 2025</span></div></article></div>',
        f'<section class="related-box"><header>مواد ذات صلة</header><a href="/n/1">{one}</a><a href="/n/2">{two}</a></section>',
    )[style % 8]  # fmt: skip


_CAPTION = "عناصر من الدفاع المدني خلال عملهم في أحد الأحياء المتضررة (أرشيف)"


def _ld(a: Article, kind: str = "NewsArticle", **more: object) -> str:
    told = {
        "@context": "https://schema.org", "@type": kind, "headline": a.title, "datePublished": f"{a.day}T10:20:00+03:00", "dateModified": f"{a.day + dt.timedelta(days=2)}T10:20:00+03:00",
        "publisher": {"@type": "Organization", "name": SITE}, **more,
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'


def _og(a: Article, *, day: bool = False) -> str:
    return (
        f'<meta property="og:title" content="{a.title}"><meta property="og:site_name" content="{SITE}"><meta property="og:type" content="article">'
        f'<meta property="og:description" content="{_p(a.blocks[0][1][:90])}...">'
        + (f'<meta property="article:published_time" content="{a.day}T08:00:00+00:00">' if day else "")
    )


def _page(a: Article, head: str, body: str, *, body_class: str = "", title: str | None = None) -> str:
    return (
        f'<!DOCTYPE html>\n<html dir="rtl" lang="ar"><head><meta charset="UTF-8"><title>{title or f"{a.title} | {SITE}"}</title><style>.x{{color:red}}</style>{head}'
        f'<script>var dataLayer=[{{"page":"نص في برنامج"}}];</script></head>\n<body class="{body_class}">{body}<script>window.x=1</script></body></html>'
    )


def _levantine(day: dt.date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_LEVANTINE[day.month - 1]} {day.year}"


def _egyptian(day: dt.date) -> str:
    return f"{day.day} {_EGYPTIAN[day.month - 1]} {day.year}"


def _wordpress_date(day: dt.date) -> str:
    return f"{_EGYPTIAN[day.month - 1]} {day.day}, {day.year}"


Template = Callable[[Article, random.Random], str]
TEMPLATES: dict[str, Template] = {}


def template(name: str) -> Callable[[Template], Template]:
    def put(function: Template) -> Template:
        TEMPLATES[name] = function
        return function

    return put


@dataclass(frozen=True, slots=True)
class Theme:
    """A WordPress theme by what differs between them: classes of the article, of its body, of date and share bar, and the style of text."""

    article: str
    body: str
    meta: str
    share: str
    style: str = "p"
    also: int = 0
    caption: str = "wp"
    head: str = "og-day"
    where: str = "after"


_THEMES = {
    "wp-twentytwentyone": Theme('class="post type-post hentry"', "entry-content", '<div class="posted-by"><span class="posted-on">نُشر في <time class="entry-date published" datetime="{iso}">{wp}</time></span></div>', "x-share", head="og"),
    "wp-block-theme": Theme('class="wp-block-group"', "entry-content wp-block-post-content is-layout-flow", '<div class="wp-block-post-date"><time datetime="{iso}">{wp}</time></div>', "wp-block-social-links", also=1, caption="figure", head="none"),
    "wp-newspaper": Theme('class="td-post-template-4 post"', "td-post-content tagdiv-type", '<div class="td-module-meta-info"><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="{iso}">{eg}</time></span><div class="td-post-views">1204</div></div>', "td-post-sharing-top", also=2),
    "wp-newspaper-tdb": Theme('class="tdb-template"', "tdb_single_content td-post-content", '<div class="tdb_single_date"><time class="entry-date" datetime="{iso}">{eg}</time></div>', "tdb-share-classic", also=3, style="link", head="ld"),
    "wp-jannah": Theme('id="the-post" class="container-wrapper post-content tie-standard"', "entry-content entry clearfix", '<div class="single-post-meta post-meta clearfix"><span class="date meta-item">{wp}</span><span class="meta-views">1٬204</span><span>دقيقة واحدة</span></div>', "share-buttons share-buttons-bottom", also=4, head="ld"),
    "wp-sahifa": Theme('class="post-listing post"', "entry", '<p class="post-meta"><span class="tie-date">{wp}</span><span class="post-views">551 مشاهدة</span></p>', "share-post", also=5, style="nbsp", head="none"),
    "wp-jnews": Theme('class="jeg_inner_content"', "content-inner", '<div class="jeg_meta_container"><div class="jeg_meta_date"><a href="#">{eg}</a></div></div>', "jeg_share_button", also=6, style="span", head="ld"),
    "wp-newsup": Theme('class="mg-blog-post-box"', "mg-blog-post single", '<div class="mg-blog-date"><i></i>{wp}</div>', "post-share", style="p", head="og"),
    "wp-divi": Theme('class="et_pb_post post"', "et_pb_module et_pb_post_content", '<p class="post-meta">بواسطة <a>محرر</a> | <span class="published">{wp}</span></p>', "et_social_inline", also=1, head="og"),
    "wp-elementor": Theme('class="elementor-location-single"', "elementor-widget elementor-widget-theme-post-content", '<ul class="elementor-post-info"><li itemprop="datePublished"><time>{wp}</time></li></ul>', "elementor-share-buttons", also=0, caption="figure", head="og-day"),
    "wp-generatepress": Theme('class="post hentry"', "entry-content", '<div class="entry-meta"><span class="posted-on"><time class="updated" datetime="2026-01-01">x</time><time class="entry-date published" datetime="{iso}">{wp}</time></span></div>', "sharedaddy sd-sharing-enabled", also=5, head="none"),
    "wp-avada": Theme('class="post fusion-clearfix"', "post-content", '<div class="fusion-meta-info"><span class="updated rich-snippet-hidden">2026-01-01</span><span>{wp}</span></div>', "fusion-social-networks", style="div", also=1, head="og"),
    "wp-publisher": Theme('class="single-post-content-wrap"', "entry-content clearfix single-post-content", '<div class="post-meta single-post-meta"><time class="post-published" datetime="{iso}">في <b>{eg}</b></time></div>', "post-share single-post-share", also=6),
    "wp-foxiz": Theme('class="p-wrap"', "entry-content rbct clearfix is-highlight-shares", '<div class="meta-inner is-meta"><span class="meta-el meta-date"><time class="date published" datetime="{iso}">{lev}</time></span><span class="meta-el meta-read">3 دقائق للقراءة</span></div>', "rbbsl tooltips-n share", also=7),
    "wp-soledad": Theme('class="penci-single-post"', "inner-post-entry entry-content", '<div class="post-box-meta-single"><span><time class="entry-date published" datetime="{iso}">{wp}</time></span></div>', "penci-social-share", also=2, caption="figure"),
    "wp-colormag": Theme('class="post"', "entry-content clearfix", '<div class="below-entry-meta"><span class="posted-on"><a><time class="entry-date published" datetime="{iso}">{eg}</time></a></span><span class="comments"><a>3 تعليقات</a></span></div>', "heateor_sss_sharing_container", also=4, head="none"),
    "wp-agency": Theme('class="single-news"', "entry-content", '<div class="news-date">{lev}</div>', "a2a_kit addtoany_share", style="p", head="none", where="before"),
    "wp-jetpack": Theme('class="post"', "entry-content", '<header class="entry-header"><span class="date">{lev}</span></header>', "sharedaddy", also=0, head="none"),
}  # fmt: skip


def _wordpress(theme: Theme) -> Template:
    def build(a: Article, chance: random.Random) -> str:
        meta = theme.meta.format(iso=f"{a.day}T11:00:00+03:00", wp=_wordpress_date(a.day), eg=_egyptian(a.day), lev=_levantine(a.day))
        inserts = (_figure(_CAPTION, theme.caption), _also(chance, theme.also))
        body = blocks(a, style=theme.style, inserts=inserts)
        related = f'<div id="jp-relatedposts" class="jp-relatedposts related-posts"><h3>مقالات ذات صلة</h3><div>{_list(chance, "<div class=post><h4><a href=/n/{i}>{t}</a></h4><time class=date>5 يناير 2025</time></div>")}</div></div>'
        tags = '<div class="post-tags tagcloud">الوسوم: <a rel="tag">عين الزيتون</a> <a rel="tag">الدفاع المدني</a></div>'
        share = _share(theme.share)
        head = {
            "og": _og(a),
            "og-day": _og(a, day=True),
            "ld": _og(a) + _ld(a, "Article"),
            "none": f'<meta name="description" content="{_p(a.blocks[0][1][:80])}">',
        }[theme.head]
        header = f'{meta}<h1 class="entry-title">{a.title}</h1>' if theme.where == "before" else f'<h1 class="entry-title post-title">{a.title}</h1>{meta}'
        main = (
            f'<div id="page"><div class="top-bar"><span class="top-date">الجمعة, يناير 2, 2026</span></div><header class="site-header"><nav class="main-navigation">{_menu()}</nav><div class="breaking-news"><ul>{_list(chance)}</ul></div></header>'
            f'<div class="breadcrumbs"><a>الرئيسية</a> / <a>أخبار</a></div><main><article {theme.article}>{header}{share}<div class="{theme.body}">{body}{share}</div>{tags}</article>'
            f'<div class="author-box"><h4>هيئة التحرير</h4><p>يكتب في الصحيفة منذ عشر سنوات ويتابع أخبار المحافظة وأريافها.</p></div>'
            f"{related}{_comments(chance)}</main>{_sidebar(chance)}{_footer()}</div>"
        )
        return _page(a, head, main, body_class="rtl single single-post postid-1")

    return build


for _name, _theme in _THEMES.items():
    TEMPLATES[_name] = _wordpress(_theme)


@template("amp-wordpress")
def _amp_wordpress(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a), f'<header class="amp-wp-header"><a href="/">{SITE}</a></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{a.title}</h1>'
        f'<div class="amp-wp-meta amp-wp-byline">هيئة التحرير</div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{a.day}T00:00">{_egyptian(a.day)}</time></div></header>'
        f'<div class="amp-wp-article-content">{blocks(a, inserts=(f"<amp-img src=x></amp-img><p class=wp-caption-text>{_CAPTION}</p>", _also(chance, 0)))}<amp-social-share type="facebook"></amp-social-share></div>'
        f'<footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-tag">الوسوم: <a>أمن</a></div></footer></article><footer class="amp-wp-footer"><p>جميع الحقوق محفوظة</p><a>العودة إلى الأعلى</a></footer>',
    )  # fmt: skip


@template("amp-agency")
def _amp_agency(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a, day=True), f'<amp-sidebar id="s">{_menu(40)}</amp-sidebar><main><div class="article-header"><h1>{a.title}</h1><span class="date">{_levantine(a.day)}</span></div>'
        f'<div class="article-body">{blocks(a, inserts=(_also(chance, 7),))}<amp-ad></amp-ad></div><section class="most-read"><h3>الأكثر قراءة</h3>{_list(chance)}</section></main>{_footer()}',
    )  # fmt: skip


@template("blogger-classic")
def _blogger(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div class="header"><h1 class="title">{SITE}</h1></div><div class="tabs">{_menu(10)}</div><div class="main"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>{_levantine(a.day)}</span></h2>'
        f'<div class="post hentry"><h3 class="post-title entry-title">{a.title}</h3><div class="post-body entry-content">{blocks(a, style="br", inserts=())}</div>'
        f'<div class="post-footer"><span class="post-author">مرسلة بواسطة المحرر</span> <span class="post-timestamp">في <abbr class="published" title="{a.day}T10:00:00+02:00">10:00 ص</abbr></span><span class="post-labels">التسميات: <a>أخبار</a></span></div></div></div>'
        f'<div class="comments" id="comments"><h4>ليست هناك تعليقات:</h4><p class="comment-footer"><a>إرسال تعليق</a></p></div><div class="blog-pager"><a>رسالة أحدث</a><a>رسالة أقدم</a></div></div></div>'
        f'<aside><div class="widget PopularPosts"><h2>المشاركات الشائعة</h2><ul>{_list(chance)}</ul></div></aside>',
        title=f"{SITE}: {a.title}",
    )  # fmt: skip


@template("blogger-modern")
def _blogger_modern(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<div class="page_body"><header><h1 class="Header"><a>{SITE}</a></h1></header><main><div class="Blog"><article class="post-outer-container"><div class="post"><h3 class="post-title entry-title">{a.title}</h3>'
        f'<div class="post-header"><span class="byline post-timestamp"><time class="published" datetime="{a.day}T09:00:00+03:00">{_wordpress_date(a.day)}</time></span></div>'
        f'<div class="post-body entry-content float-container">{blocks(a, style="div", inserts=(f"<table class=tr-caption-container><tr><td><img></td></tr><tr><td class=tr-caption>{_CAPTION}</td></tr></table>",))}</div>'
        f'<div class="post-bottom">{_share("post-share-buttons")}</div></div></article><section class="comments"><h3>تعليقات</h3><p>{_COMMENTS[0]}</p></section></div></main>{_sidebar(chance)}</div>',
    )  # fmt: skip


@template("drupal-7")
def _drupal7(a: Article, chance: random.Random) -> str:
    return _page(
        a, f'<meta name="dcterms.date" content="{a.day}T10:00+03:00">', f'<div id="page-wrapper"><div id="header">{_menu(30, "leaf")}</div><div id="content"><div class="breadcrumb"><a>الرئيسية</a> » أخبار</div><h1 class="title" id="page-title">{a.title}</h1>'
        f'<div class="node node-article"><div class="submitted">{_levantine(a.day)} - 10:20</div><div class="content"><div class="field field-name-field-image"><img><blockquote class="image-field-caption"><p class="caption">{_CAPTION}</p></blockquote></div>'
        f'<div class="field field-name-body field-type-text-with-summary"><div class="field-items"><div class="field-item even" property="content:encoded">{blocks(a, style="span", inserts=(_also(chance, 4),))}</div></div></div>'
        f'<div class="field field-name-field-tags"><div class="field-label">الكلمات الدلالية:</div><a>أمن</a> <a>محليات</a></div></div><ul class="links inline"><li><a>سجل الدخول أو أنشئ حسابا لتتمكن من التعليق</a></li></ul></div></div><div id="sidebar-second"><h2>الأكثر مشاهدة</h2><ul>{_list(chance)}</ul></div>{_footer()}</div>',
    )  # fmt: skip


@template("drupal-9")
def _drupal9(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<div class="dialog-off-canvas-main-canvas"><header role="banner">{_menu(40)}</header><main role="main"><article class="node node--type-article"><h1 class="page-header"><span class="field field--name-title">{a.title}</span></h1>'
        f'<footer class="node__meta"><span class="field field--name-created">{_levantine(a.day)}</span></footer><div class="node__content"><div class="field field--name-field-image"><img><div class="field--name-field-image-caption">{_CAPTION}</div></div>'
        f'<div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{blocks(a, style="nbsp")}</div>{_share("addtoany_list")}</div></article>'
        f'<div class="views-element-container block-related"><h2>أخبار ذات صلة</h2>{_list(chance, "<div class=views-row><span class=date>2 كانون الثاني 2025</span><a href=/n/{i}>{t}</a></div>")}</div></main>{_footer()}</div>',
    )  # fmt: skip


@template("drupal-panels")
def _drupal_panels(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div class="panel-display"><div class="panel-pane pane-menu">{_menu(20)}</div><div class="panel-pane pane-node-title"><h2 class="pane-title">{a.title}</h2></div><div class="panel-pane pane-node-created">نشر بتاريخ: {a.day:%d/%m/%Y}</div>'
        f'<div class="panel-pane pane-entity-field pane-node-body"><div class="pane-content"><div class="field field-name-body">{blocks(a, inserts=(_figure(_CAPTION, "div"),))}</div></div></div><div class="panel-pane pane-views-panes pane-latest"><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("joomla-core")
def _joomla(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div class="container"><ul class="nav menu">{_list(chance)}</ul><main id="content"><div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{a.title}</h2></div>'
        f'<dl class="article-info muted"><dt>تفاصيل</dt><dd class="published"><time datetime="{a.day}T10:00:00+03:00" itemprop="datePublished">نشر بتاريخ: {_egyptian(a.day)}</time></dd><dd class="hits">الزيارات: 1204</dd></dl>'
        f'<div itemprop="articleBody">{blocks(a, style="nbsp", inserts=(_also(chance, 1),))}</div><ul class="pager pagenav"><li><a>السابق</a></li><li><a>التالي</a></li></ul></div></main></div>{_footer()}',
    )  # fmt: skip


@template("joomla-k2")
def _k2(a: Article, chance: random.Random) -> str:
    first = Article(a.title, a.blocks[:1], a.day, a.number)
    rest = Article(a.title, a.blocks[1:], a.day, a.number)
    return _page(
        a, "", f'<div id="k2Container" class="itemView"><div class="itemHeader"><span class="itemDateCreated">{_levantine(a.day)} 10:20</span><h2 class="itemTitle">{a.title}</h2></div><div class="itemToolbar"><ul><li>حجم الخط</li><li><a>طباعة</a></li></ul></div>'
        f'<div class="itemBody"><div class="itemImageBlock"><img><span class="itemImageCaption image-caption">{_CAPTION}</span></div><div class="itemIntroText">{blocks(first)}</div><div class="itemFullText">{blocks(rest, style="span")}</div></div>'
        f'<div class="itemSocialSharing social-share"><a>شارك</a></div><div class="itemRelated related"><h3>مواضيع ذات صلة</h3><ul>{_list(chance)}</ul></div></div><div id="sidebar">{_menu(20)}</div>{_footer()}',
    )  # fmt: skip


@template("agency-aspnet")
def _aspnet(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<form id="form1"><input type="hidden" value="dDwtMTI3OTMzNDM4"><div id="header">{_menu(30)}</div><div id="ctl00_main"><table width="100%"><tr><td><span id="ctl00_lblTitle" class="NewsTitle">{a.title}</span></td></tr><tr><td><span id="ctl00_lblDate">تاريخ النشر: {a.day:%d/%m/%Y} 10:20 ص</span></td></tr>'
        f'<tr><td><div id="ctl00_divDetails" class="NewsDetails">{blocks(a, style="br")}</div></td></tr><tr><td>ــ</td></tr><tr><td><a>طباعة</a> <a>أرسل إلى صديق</a></td></tr></table></div><div id="left"><h3>آخر الأخبار</h3>{_list(chance, "<div><a href=/n/{i}>{t}</a></div>")}</div></form>{_footer()}',
        title=f"{SITE} - {a.title}",
    )  # fmt: skip


@template("agency-bootstrap")
def _bootstrap(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<div class="container"><div class="row">{_menu(30)}</div><div class="row"><div class="col-md-8"><h1 class="news-title">{a.title}</h1><div class="row"><div class="col-md-6"><i class="fa fa-calendar"></i> {a.day:%Y-%m-%d} | 10:20</div><div class="col-md-6 share-icons"><a>فيسبوك</a></div></div>'
        f'<img class="img-responsive"><div class="news-content"><p class="lead">{_p(a.blocks[0][1])}</p>{blocks(Article(a.title, a.blocks[1:], a.day, a.number), inserts=(_also(chance, 7),))}</div><div class="alert alert-info">تابعونا على تلغرام</div><div class="news-tags tags"><a>أمن</a></div></div>'
        f'<div class="col-md-4"><h4>أخبار متعلقة</h4>{_list(chance, "<div class=media><a href=/n/{i}>{t}</a><small>2025-01-02</small></div>")}</div></div></div>{_footer()}',
    )  # fmt: skip


@template("agency-dateline")
def _dateline(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div id="wrapper"><div class="nav">{_menu(20)}</div><div class="story"><h1>{a.title}</h1><p class="info">{_WEEKDAYS[a.day.weekday()]}، {a.day.day} {_LEVANTINE[a.day.month - 1]} / {_EGYPTIAN[a.day.month - 1]} {a.day.year} الساعة 10:20 بتوقيت دمشق</p>'
        f'<div class="story-body">{blocks(a)}</div><div class="print"><a>طباعة الصفحة</a></div></div><div class="col2"><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("agency-turkish")
def _turkish(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<div class="sayfa">{_menu(40)}<div class="detay"><h1>{a.title}</h1><h4>{_p(a.blocks[0][1][:70])}</h4><span class="tarih">{_EGYPTIAN[a.day.month - 1]} {a.day.day}, {a.day.year} • آخر تحديث: 1 يناير 2026</span><div class="detay-foto"><img></div>'
        f'<div class="detay-icerik">{blocks(a, inserts=(_figure(_CAPTION, "div"),))}</div><div class="detay-paylas share"><a>واتساب</a></div><div class="detay-etiket tags"><a>أمن</a></div></div><div class="ilgili related-news"><h3>أخبار ذات صلة</h3>{_list(chance)}</div></div>{_footer()}',
    )  # fmt: skip


@template("agency-hijri")
def _hijri(a: Article, chance: random.Random) -> str:
    from hijridate import Gregorian

    hijri = Gregorian(a.day.year, a.day.month, a.day.day).to_hijri()
    months = ("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة")
    return _page(
        a, "", f'<div class="main">{_menu(30)}<div class="newsDetails"><h1>{a.title}</h1><div class="news-time">{_WEEKDAYS[a.day.weekday()]} {hijri.year}/{hijri.month}/{hijri.day} هـ الموافق {a.day.year}/{a.day.month:02}/{a.day.day:02} م - {hijri.day} {months[hijri.month - 1]} {hijri.year} هـ</div>'
        f'<div class="newsText">{blocks(a, style="br")}</div></div><div class="moreNews more-news"><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("broadcaster-wysiwyg")
def _wysiwyg(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a), f'<div id="root"><div class="container--ticker">{_list(chance)}</div><header class="site-header">{_menu(40)}</header><main id="main-content-area"><header class="article-header"><h1>{a.title}</h1></header><figure class="article-featured-image"><img><figcaption>{_CAPTION}</figcaption></figure>'
        f'<div class="article-info-block"><div class="article-dates"><div class="date-simple"><span class="screen-reader-text">نشر في {_egyptian(a.day)}</span><span aria-hidden="true">{a.day:%d/%m/%Y}</span></div></div>{_share("article-b-l__share")}</div>'
        f'<div class="wysiwyg wysiwyg--all-content css-1vkfgk0" aria-live="polite">{blocks(a, inserts=(_also(chance, 7), "<div class=newsletter-slot><p>اشترك في النشرة البريدية لتصلك أهم الأخبار</p></div>"))}</div><div class="article-source">المصدر : وكالات</div></main>'
        f'<section class="more-from"><h3>المزيد من الأخبار</h3>{_list(chance)}</section>{_footer()}</div>',
    )  # fmt: skip


@template("broadcaster-article-body")
def _article_body(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a), f'<div class="noncontentview">{_menu(50)}<article><h1 class="sna_content_heading">{a.title}</h1><div class="article-datetime-section"><span>{_egyptian(a.day)} - 10:20 بتوقيت أبوظبي</span></div><div class="article-source">{SITE} - المدينة</div>'
        f'<div class="article-body"><div class="article-body-image"><img><div class="caption">{_CAPTION}</div></div>{blocks(a, inserts=(_also(chance, 2),))}</div><div class="recommendation-box"><h4>اقرأ أيضا</h4>{_list(chance)}</div></article>{_footer()}</div>',
    )  # fmt: skip


@template("broadcaster-hashed")
def _hashed(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a, "NewsArticle"), f'<div id="__next"><header role="banner" class="bbc-1">{_menu(40)}</header><main role="main" class="bbc-fa0wmp"><div dir="rtl" class="bbc-1151pbn ebmt73l0"><h1 id="content" class="bbc-14gqcmb e1p3vdyi0">{a.title}</h1></div>'
        f'<figure class="bbc-1qn0xuy"><div><img></div><figcaption dir="rtl"><span>التعليق على الصورة، </span><p>{_CAPTION}</p></figcaption></figure><section class="bbc-ka6hz7"><ul><li>Role,</li></ul><div><time class="bbc-1dafq0j" datetime="{a.day}">{_egyptian(a.day)}</time></div></section>'
        f'{blocks(a, style="section")}<section class="bbc-related e1ybuyfz1" role="region"><h2>موضوعات ذات صلة</h2><ul class="bbc-1s1cxl8">{_list(chance, "<li class=bbc-1><a href=/n/{i}>{t}</a></li>")}</ul></section></main><footer role="contentinfo">{_menu(9)}<p>© 2025. لا تتحمل الصحيفة مسؤولية محتوى المواقع الخارجية.</p></footer></div>',
    )  # fmt: skip


@template("broadcaster-paragraphs")
def _paragraphs(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a, day=True), f'<div class="layout">{_menu(40)}<div class="article"><h1 class="headingInfo_title">{a.title}</h1><div class="caption">{_CAPTION}</div><div class="timeDate_element"><time><span>نشر في: {_egyptian(a.day)}: 10:20 ص GST</span></time></div>'
        f'<div id="body-text" class="body-1 paragraph">{blocks(a, inserts=(_also(chance, 2), "<div class=teads-inread><p>إعلان</p></div>"))}</div><div class="tags-component tags"><a>أمن</a></div></div><div class="mostread-list mostread"><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("broadcaster-rich-text")
def _rich(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a), f'<div class="sc-a"><header>{_menu(20)}</header><article class="sc-b"><header><span class="kicker">سياسة</span><h1>{a.title}</h1><span class="s9gezr6"><time aria-hidden="false">{a.day.day}/{a.day.month}/{a.day.year}</time></span></header><p class="teaser-text">{_p(a.blocks[0][1])}</p>'
        f'<div class="cc0m0op s1ebneao rich-text">{blocks(Article(a.title, a.blocks[1:], a.day, a.number))}</div><footer><a>شارك</a></footer></article><section class="sc-recommendation"><h2>مواضيع أخرى</h2>{_list(chance)}</section>{_footer()}</div>',
    )  # fmt: skip


@template("broadcaster-t-content")
def _t_content(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a, day=True), f'<div class="o-site">{_menu(30)}<article class="t-content"><h1 class="t-content__title a-page-title">{a.title}</h1><div class="t-content__dates"><p class="m-pub-dates"><span class="m-pub-dates__date">نشرت في: <time datetime="{a.day}T10:00:00+00:00">{a.day:%d/%m/%Y} - 10:20</time></span></p></div><p class="t-content__chapo">{_p(a.blocks[0][1])}</p>'
        f'<div class="t-content__main-media"><figure><img><figcaption>{_CAPTION}</figcaption></figure></div><div class="t-content__body u-clearfix">{blocks(Article(a.title, a.blocks[1:], a.day, a.number), inserts=(f"<div class=m-interstitial><p>{_others(chance, 1)[0]}</p></div>",)) if False else blocks(Article(a.title, a.blocks[1:], a.day, a.number))}</div><div class="m-newsletter newsletter"><p>الرسالة الإخبارية</p></div></article>{_footer()}</div>',
    )  # fmt: skip


@template("broadcaster-bem")
def _bem(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div class="layout">{_menu(40)}<div class="article article_article-page"><h1 class="article__heading">{a.title}</h1><div class="article__info"><span class="date">تاريخ النشر: {a.day:%d.%m.%Y} | 10:20 GMT</span></div><div class="article__summary">{_p(a.blocks[0][1])}</div><div class="article__cover"><img><div class="article__cover-caption image-caption">{_CAPTION}</div></div>'
        f'<div class="article__text js-mediator-article">{blocks(Article(a.title, a.blocks[1:], a.day, a.number), inserts=(f"<div class=read-more-block><a class=read-more href=/n/1>إقرأ المزيد {_others(chance, 1)[0]}</a></div>",))}<p>المصدر: وكالات</p></div><div class="article__share">شارك</div></div><div class="news-line"><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("react-spa")
def _spa(a: Article, chance: random.Random) -> str:
    return _page(a, _ld(a, articleBody=a.text), '<noscript>يرجى تفعيل جافاسكربت لتصفح الموقع</noscript><div id="app"></div>')


@template("next-hashed")
def _next(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<div id="__next"><div class="sc-1 hQxVfK">{_menu(30)}</div><div class="sc-2 kMwZyR"><div class="sc-3"><h1 class="sc-4 bXkq">{a.title}</h1><span class="sc-5 time">{_levantine(a.day)}</span></div><div class="sc-6 eTqW">{blocks(a, style="div", attributes=" class=sc-7")}</div></div><div class="sc-8">{_list(chance, "<div class=sc-9><a href=/n/{i}><h3>{t}</h3></a></div>")}</div></div>',
    )  # fmt: skip


@template("ghost")
def _ghost(a: Article, chance: random.Random) -> str:
    return _page(
        a, _ld(a, "Article"), f'<div class="site-wrapper"><header class="gh-head">{_menu(8)}</header><main><article class="gh-article post"><header class="gh-article-header"><h1 class="gh-article-title">{a.title}</h1><time class="gh-article-meta-date" datetime="{a.day}">{_egyptian(a.day)}</time></header>'
        f'<section class="gh-content gh-canvas">{blocks(a, inserts=(_figure(_CAPTION),))}</section></article><section class="gh-read-next related"><h2>اقرأ التالي</h2>{_list(chance)}</section></main>{_footer()}</div>',
    )  # fmt: skip


@template("laravel-custom")
def _laravel(a: Article, chance: random.Random) -> str:
    return _page(
        a, _og(a), f'<section class="top"><ul>{_list(chance)}</ul></section><div class="post-details"><div class="post-title"><h2>{a.title}</h2></div><div class="post-date-time"><span>{a.day:%Y-%m-%d}T10:20:00+00:00</span></div><div class="font-btns"><button>A+</button></div><div class="post-details-content p-text">'
        f'{blocks(a, style="p", attributes=" style=direction:rtl")}</div><div class="post-tags"><a>أمن</a></div></div><div class="latest-posts latest-news"><h3>آخر الأخبار</h3>{_list(chance)}</div>{_footer()}',
    )  # fmt: skip


@template("tables-1999")
def _tables(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<table width="780"><tr><td colspan="3"><img src="logo.gif"></td></tr><tr><td width="150" valign="top">{_list(chance, "<a href=/n/{i}>{t}</a><br>")}</td><td valign="top"><p align="center"><b><font size="5">{a.title}</font></b></p><p><font size="2">{_levantine(a.day)}</font></p>'
        f'{blocks(a, style="font")}</td><td width="150">{_list(chance, "<p><a href=/n/{i}>{t}</a></p>")}</td></tr><tr><td colspan="3" align="center"><font size="1">جميع الحقوق محفوظة</font></td></tr></table>',
        title=a.title,
    )  # fmt: skip


@template("plain-html")
def _plain(a: Article, chance: random.Random) -> str:
    return _page(a, "", f"<h1>{a.title}</h1><p>{_egyptian(a.day)}</p>{blocks(a)}<hr><p>© {SITE}</p>", title=a.title)


@template("custom-php")
def _php(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<div id="head">{_menu(20)}</div><div id="right"><div class="details"><div class="d_title">{a.title}</div><div class="d_date">{_levantine(a.day)} - 10:20</div><div class="d_share share"><a>شارك</a></div><div class="d_img"><img alt=""></div><div class="d_text">{blocks(a, style="br")}</div><div class="d_views">عدد المشاهدات: 1204</div></div></div><div id="left"><div class="box"><h3>الأكثر قراءة</h3><ul>{_list(chance)}</ul></div></div>{_footer()}',
    )  # fmt: skip


@template("live-comments")
def _many_comments(a: Article, chance: random.Random) -> str:
    many = "".join(f'<div class="comment-item"><b>زائر {i}</b><p>{text} {text}</p></div>' for i, text in enumerate(_COMMENTS * 4))
    return _page(
        a, _og(a, day=True), f'{_menu(30)}<div class="story"><h1>{a.title}</h1><div class="story-content">{blocks(a)}</div><div class="comments-wrapper" id="comments"><h3>التعليقات (16)</h3>{many}</div></div>{_footer()}',
    )  # fmt: skip


@template("cookie-wall")
def _cookies(a: Article, chance: random.Random) -> str:
    notice = "<p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع وتخصيص المحتوى والإعلانات وتحليل الزيارات.</p>" * 3
    return _page(
        a, _ld(a), f'<div id="cookie-banner" class="cookie-notice">{notice}<button>موافق</button></div>{_menu(30)}<div class="content-article"><h1>{a.title}</h1><div class="article-text">{blocks(a, inserts=(_also(chance, 4), _also(chance, 0)))}</div></div>{_sidebar(chance)}{_footer()}',
    )  # fmt: skip


@template("windows-1256-portal")
def _portal(a: Article, chance: random.Random) -> str:
    return _page(
        a, "", f'<center><div class="maintable">{_list(chance, "<a href=/n/{i}>{t}</a> | ")}</div><div class="newsbox"><h3 class="newstitle">{a.title}</h3><div class="newsdate">أضيف في: {a.day:%d-%m-%Y}</div><div class="newstext" align="justify">{blocks(a, style="br")}</div><div>المشاهدات: 300</div></div></center>{_footer()}',
    )  # fmt: skip


def cases(rounds: int = 3) -> Iterator[Case]:
    """The pages: each template with `rounds` articles, always the same."""
    for index, (name, build) in enumerate(TEMPLATES.items()):
        for turn in range(rounds):
            told = article(index * 7 + turn * 3 + 1)
            page = build(told, random.Random(f"{name}{turn}"))
            yield Case(f"{name}/{turn}", page, told, None)

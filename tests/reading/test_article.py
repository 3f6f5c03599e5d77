"""Articles of web pages: text, title, day, outlet, address."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.helpers import BODY, LINES, TITLE, failures, items, one, page, written

from marsad.reading import urls
from marsad.reading.article import from_html, read_article, without_site
from marsad.reading.furniture import Line, labels, without_furniture
from marsad.reading.outlets import outlet_of, outlets
from marsad.reading.published import line_day
from marsad.report import Report


def day(html: str, url: str | None = None) -> str | None:
    report = from_html("x", html, None, url=url)
    assert report is not None
    assert (report.published_basis == "page") == (report.published is not None)
    return str(report.published) if report.published else None


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    "head",
    [
        LD.format('{"@type": "NewsArticle", "datePublished": "2020-10-23T23:30:00+03:00", "dateModified": "2020-11-01"}'),
        LD.format('{"@graph": [{"@type": "WebPage", "datePublished": "2019-01-01"}, {"@type": "NewsArticle", "datePublished": "2020-10-23"}]}'),
        LD.format('[{"@type": "Organization"}, {"@type": ["Article"], "headline": "x", "datePublished": "2020-10-23",}]'),
        LD.format("<!-- {\"@type\": \"Article\", \"datePublished\": \"2020-10-23\", \"description\": \"line\nbreak\"} -->"),
        '<meta property="article:published_time" content="2020-10-23T09:00:00Z"><meta property="article:modified_time" content="2021-01-01">',
        '<meta name="date" content="2021-05-05"><meta itemprop="datePublished" content="2020-10-23">',
        '<meta name="DC.date.issued" content="23/10/2020">',
        '<meta name="pubdate" content="Fri, 23 Oct 2020 10:00:00 GMT">',
        '<meta name="publish-date" content="1603443600">',
    ],
)  # fmt: skip
def test_days_told_to_machines(head: str) -> None:
    assert day(page(head=head)) == "2020-10-23"


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2020-10-23T10:00">قبل قليل</time>', '<time class="updated" datetime="2021-01-01">x</time><time datetime="2020-10-23">y</time>',
        '<span class="date">الجمعة 23 تشرين الأول 2020</span>', "<div>نشر في: 23 أكتوبر 2020 - 14:05</div>", '<p class="post-date">أكتوبر 23, 2020</p>',
        "<div>الجمعة، 23 تشرين الأول / أكتوبر 2020 الساعة 10:15 مساء</div>", "<span>٢٣/١٠/٢٠٢٠</span>", "<div><span>بواسطة أحمد</span> | <span>2020-10-23 | 10:15</span></div>",
        "<div>تاريخ النشر: 6 ربيع الأول 1442 هـ - 23 أكتوبر 2020 م</div>", "<div>23 أكتوبر 2020 | آخر تحديث: 24 أكتوبر 2020</div>", '<span class="date">Oct 23, 2020</span>',
        '<abbr class="published" title="2020-10-23T10:00:00+02:00">10:00</abbr>',
    ],
)  # fmt: skip
def test_days_told_to_readers(line: str) -> None:
    assert day(page(after_title=line)) == "2020-10-23"


def test_hijri_days_alone() -> None:
    assert day(page(after_title="<div>8 رمضان 1445 هـ</div>")) == "2024-03-18"


def test_days_in_addresses() -> None:
    assert day(page(), "https://example.org/2020/10/23/some-story/") == "2020-10-23"
    assert day(page(), "https://example.org/news/20201023-some-story") == "2020-10-23"
    assert day(page(), "https://example.org/news/20209923") is None


@pytest.mark.parametrize(
    "html",
    [
        page(tail='<div class="related"><time datetime="2019-01-01">x</time><span class="date">1 يناير 2019</span></div>'),
        page(tail="<footer>جميع الحقوق محفوظة 2020</footer>"),
        page(body="".join(f"<p>{line}</p>" for line in (*LINES, "وكانت المدينة قد شهدت في 5 أيار 2019 احتجاجات واسعة على غلاء الأسعار ونقص الوقود."))),
        page(head='<meta property="article:published_time" content="0000-00-00">'),
        page(head='<meta property="article:published_time" content="1970-01-01">'),
    ],
)
def test_days_that_are_not_the_publication(html: str) -> None:
    assert day(html) is None


def test_a_change_counts_only_where_nothing_else_is_told() -> None:
    assert line_day("آخر تحديث: 12:30 (توقيت القدس) 23 أكتوبر 2020") == (__import__("datetime").date(2020, 10, 23), True)
    assert day(page(after_title="<div>آخر تحديث: 24 أكتوبر 2020</div><div>23 أكتوبر 2020</div>")) == "2020-10-23"


def test_the_callers_day_wins(tmp_path: Path) -> None:
    import datetime as dt

    report = from_html("x", page(head='<meta name="date" content="2020-10-23">'), dt.date(2021, 1, 2))
    assert report is not None
    assert (str(report.published), report.published_basis) == ("2021-01-02", "given")


FURNITURE = [
    '<p><strong>اقرأ أيضا: <a href="/x">عودة الهدوء إلى الحي الغربي من المدينة</a></strong></p>', '<p>اقرأ أيضاً</p><ul><li><a href="/x">خبر</a></li></ul>',
    '<div class="sharedaddy"><h3>شارك هذا الموضوع:</h3><ul><li><a>فيسبوك</a></li></ul></div>', "<figure><img><figcaption>عناصر من الشرطة في البلدة (أرشيف)</figcaption></figure>",
    '<div class="jp-relatedposts"><p>خبر آخر عن بلدة أخرى لا صلة له بهذا الخبر إطلاقا</p></div>', '<p><a href="/y">تعرف على أبرز أحداث العام في صور من مراسلينا</a></p>',
    '<div id="comments"><p>تعليق من أحد القراء على ما جرى في البلدة أمس</p></div>', "<p>تابعونا على تلغرام</p>", "<script>var x = 'نص';</script>",
    '<div class="post-tags"><a>البلدة</a> <a>الشرطة</a></div>', "<p>الوسوم: البلدة، الشرطة، احتجاج</p>", "<p>1204 مشاهدة</p>", "<p>شارك</p>", '<p class="wp-caption-text">صورة</p>',
    "<aside><h3>الأكثر قراءة</h3><p>خبر آخر من الشريط الجانبي للموقع</p></aside>", "<p>The post <a>x</a> appeared first on <a>y</a>.</p>",
]  # fmt: skip


@pytest.mark.parametrize("box", FURNITURE)
@pytest.mark.parametrize("at", [1, 3])
def test_page_furniture_goes(box: str, at: int) -> None:
    parts = [f"<p>{line}</p>" for line in LINES]
    parts.insert(at, box)
    report = from_html("x", page(body="".join(parts)), None)
    assert report is not None
    assert report.text == BODY


@pytest.mark.parametrize("line", LINES)
def test_sentences_are_no_furniture(line: str) -> None:
    assert without_furniture([line], "") == [line]


def test_a_linked_name_stays_and_a_linked_line_goes() -> None:
    assert without_furniture([Line("وقال الناطق", True), Line("خبر آخر من المدينة نفسها", True), Line(LINES[0])], "") == ["وقال الناطق", LINES[0]]


def test_every_label_has_an_id_of_its_own() -> None:
    ids = [label.id for group in labels().values() for label in group]
    assert len(ids) == len(set(ids)) > 60
    assert all(without_furniture([label.label], "") == [] for group in labels().values() for label in group if label.act == "drop")


@pytest.mark.parametrize(
    "told,site,title",
    [
        (f"{TITLE} | صحيفة المثال", "صحيفة المثال", TITLE), (f"{TITLE} - صحيفة المثال", "صحيفة المثال", TITLE), (f"صحيفة المثال | {TITLE}", "صحيفة المثال", TITLE),
        (f"{TITLE} | موقع", "", TITLE), (TITLE, "صحيفة", TITLE), ("هدوء - وتوتر - في البلدة", "", "هدوء - وتوتر - في البلدة"),
    ],
)  # fmt: skip
def test_titles_lose_the_site(told: str, site: str, title: str) -> None:
    assert without_site(told, site) == title


def test_title_by_heading_where_the_page_confirms_it() -> None:
    html = page().replace("<article>", '<h1 class="logo">صحيفة المثال</h1><article>')
    report = from_html("x", html, None)
    assert report is not None
    assert report.title == TITLE


def test_addresses_and_outlets(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://www.enabbaladi.net/1/?utm_source=x&amp;p=2#top"><meta property="og:site_name" content="Enab">'
    report = one(written(tmp_path, "a.html", page(head=head)))
    assert (report.url, report.source) == ("https://www.enabbaladi.net/1/?p=2", "عنب بلدي")
    report = one(
        written(
            tmp_path, "b.html", "<!-- saved from url=(0030)https://www.example.org/news/7 -->" + page(head='<meta property="og:site_name" content="المثال">')
        )
    )
    assert (report.url, report.source) == ("https://www.example.org/news/7", "المثال")
    foreign = page(head='<link rel="canonical" href="https://other.net/">')
    told = from_html("x", foreign, None, url="https://example.org/a?fbclid=1")
    assert told is not None
    assert told.url == "https://example.org/a"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://", "http://[::1", "ftp://x/y", "/relative", "http://a b/", "http://x:99999/", "mailto:x@y"])
def test_what_is_no_address(url: str) -> None:
    assert urls.canonical(url) is None


@given(st.text(max_size=80))
def test_addresses_once_canonical_stay_so(text: str) -> None:
    told = urls.canonical("https://example.org/" + text)
    assert told is None or urls.canonical(told) == told


def test_the_registry_of_outlets() -> None:
    assert len({o.id for o in outlets().values()}) > 100
    assert all(len(o.country) == 2 and o.name and o.name_en for o in outlets().values())
    for host, name in {"arabic.cnn.com": "cnn-arabic", "www.aljazeera.net": "aljazeera", "mubasher.aljazeera.net": "aljazeera"}.items():
        found = outlet_of(host)
        assert found is not None
        assert found.id == name
    assert outlet_of("example.org") is None


def test_pages_that_only_scripts_fill(tmp_path: Path) -> None:
    head = LD.format('{"@type": "NewsArticle", "headline": "' + TITLE + '", "articleBody": "' + "\\n".join(LINES) + '"}')
    html = f"<html><head>{head}</head><body><div id='app'></div></body></html>"
    assert one(written(tmp_path, "a.html", html)).text == BODY


def test_embedded_pictures_do_not_count(tmp_path: Path) -> None:
    picture = '<img src="data:image/png;base64,' + "A" * (9 * 2**20) + '">'
    assert one(written(tmp_path, "a.html", page(body=picture + "".join(f"<p>{line}</p>" for line in LINES)))).text == BODY


@pytest.mark.parametrize("html", ["<html></html>", "<p>", "<html><body><div>قائمة</div></body></html>", "<!doctype html>", "<html><body>" + "<div>" * 3000])
def test_pages_without_an_article(tmp_path: Path, html: str) -> None:
    (failure,) = failures(items(written(tmp_path, "a.html", html)))
    assert failure.message in ("no article was found in the page", "the text is not Arabic")


def test_line_breaks_make_lines() -> None:
    report = from_html("x", page(body="<br><br>".join(LINES)), None)
    assert report is not None
    assert report.text == BODY


@pytest.mark.parametrize("names", ["subscription-wall", "social-page", "related-news-page"])
def test_a_misleading_name_around_the_article_does_not_lose_it(names: str) -> None:
    html = page().replace("<article>", f'<div class="{names}"><div>').replace("</article>", "</div></div>").replace("entry-content", "x9")
    report = from_html("x", html, None)
    assert report is not None
    assert report.text == BODY


@pytest.mark.parametrize("markup", ["<span>{}</span>", '<div class="post-date">{}</div>'])
@pytest.mark.parametrize(
    "line, day",
    [
        ("منذ ساعتين", "2020-10-23"), ("منذ 14 ساعة", "2020-10-22"), ("قبل يومين", "2020-10-21"), ("أمس", "2020-10-22"), ("الأمس 10:30", "2020-10-22"),
        ("نشر قبل ٥ ساعات", "2020-10-23"), ("محمد علي - منذ 14 ساعة", "2020-10-22"), ("منذ ساعة و 20 دقيقة", "2020-10-23"), ("اليوم الساعة 08:15", "2020-10-23"),
        ("آخر تحديث: منذ 3 أيام", "2020-10-20"), ("منذ أسبوع", None), ("قبل شهر", None), ("أخبار اليوم", None), ("قبل يومين من الانتخابات", None), ("الجمعة", None),
    ],
)  # fmt: skip
def test_days_counted_back_from_the_retrieval(markup: str, line: str, day: str | None) -> None:
    raw = page(after_title=markup.format(line)).encode()
    report = read_article("a", raw, retrieved=dt.datetime(2020, 10, 23, 9, 0, tzinfo=dt.UTC))
    assert isinstance(report, Report)
    assert (str(report.published) if report.published else None) == day
    assert report.published_basis == ("inferred" if day else "unknown")
    unknown = read_article("a", raw)
    assert isinstance(unknown, Report)
    assert unknown.published is None
    dated = read_article("a", page(after_title=markup.format(line), head='<meta property="article:published_time" content="2020-05-01">').encode(), retrieved=dt.datetime(2020, 10, 23, 9, 0, tzinfo=dt.UTC))  # fmt: skip
    assert isinstance(dated, Report)
    assert str(dated.published) == "2020-05-01"


def test_addresses_of_ip_version_6_keep_their_brackets() -> None:
    assert urls.canonical("http://[2001:DB8::1]:8080/x?utm_source=a") == "http://[2001:db8::1]:8080/x"
    assert urls.canonical("https://[::1]:443/") == "https://[::1]/"

"""Telegram desktop exports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.reading.helpers import BODY, LINES, PERSIAN, failures, items, reports, written


def message(number: int, text: Any = BODY, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2023-10-07T23:59:00",
        "date_unixtime": "1696712340",
        "from": "قناة المثال",
        "from_id": "channel1",
        "text": text,
        **more,
    }


MESSAGES = [
    {"id": 1, "type": "service", "date": "2023-10-01T00:00:00", "action": "create_channel", "text": ""},
    message(2),
    message(
        3, ["عاجل | ", {"type": "bold", "text": LINES[0]}, "\n", {"type": "link", "text": "https://t.me/example"}, "\n", {"type": "hashtag", "text": "#البلدة"}]
    ),
    message(4, LINES[1], forwarded_from="وكالة المثال", edited="2023-10-09T10:00:00", edited_unixtime="1"),
    message(5, "", photo="photos/1.jpg"),
    message(6, LINES[2], photo="photos/2.jpg", media_type="x"),
    message(7, PERSIAN),
    message(8, "https://t.me/example/5"),
]
CHAT = {"name": 'قناة "المثال"', "type": "public_channel", "id": 1234567, "messages": MESSAGES}


def test_one_chat(tmp_path: Path) -> None:
    for text in (json.dumps(CHAT, ensure_ascii=False, indent=1), json.dumps(CHAT)):
        found = items(written(tmp_path, "result.json", text))
        assert [r.id for r in reports(found)] == [f"1234567/{i}" for i in (2, 3, 4, 6)]
        first, rich, forwarded, caption = reports(found)
        assert (first.text, str(first.published), first.published_basis, first.source) == (BODY, "2023-10-07", "feed", 'قناة "المثال"')
        assert rich.text == f"عاجل | {LINES[0]}\n#البلدة"
        assert (forwarded.source, str(forwarded.published), caption.text) == ('قناة "المثال" / وكالة المثال', "2023-10-07", LINES[2])
        (notice,) = [i for i in found if i not in reports(found)]
        assert "4 of 8 messages passed over (1 not Arabic, 1 service messages, 2 without text)" in str(notice)
        assert not failures(found)


def test_a_whole_account(tmp_path: Path) -> None:
    account = {
        "about": "x", "personal_information": {"user_id": 9, "first_name": "x"},
        "chats": {"about": "y", "list": [{"name": "الأولى", "type": "private_group", "id": 11, "messages": [message(1)]}, {**CHAT, "id": 12, "name": "الثانية"}]},
    }  # fmt: skip
    found = reports(items(written(tmp_path, "result.json", json.dumps(account, indent=1))))
    assert [(r.id, r.source) for r in found][:2] == [("11/1", "الأولى"), ("12/2", "الثانية")]


def test_a_broken_message_does_not_end_the_export(tmp_path: Path) -> None:
    text = json.dumps(CHAT, indent=1).replace('"id": 3,', '"id": 3')
    found = items(written(tmp_path, "result.json", text))
    assert [r.id for r in reports(found)] == [f"1234567/{i}" for i in (2, 4, 6)]
    assert [f.message for f in failures(found)] == ["the message is broken JSON"]


def test_a_broken_export_is_given_up_and_says_so(tmp_path: Path) -> None:
    whole = json.dumps({**CHAT, "messages": [message(1, BODY)]}, ensure_ascii=False)
    found = items(written(tmp_path, "result.json", whole.removesuffix("]}") + ', {"id" 7}' * 1200 + "]}"))
    assert len(reports(found)) == 1
    assert any("given up after 1,000 items" in f.message for f in failures(found))


def test_a_long_export_is_streamed(tmp_path: Path) -> None:
    import tracemalloc

    path = written(
        tmp_path, "result.json", json.dumps({**CHAT, "messages": [message(i, f"{BODY}\n" * 20 + str(i)) for i in range(600)]}, ensure_ascii=False, indent=1)
    )
    assert path.stat().st_size > 5 * 2**20
    tracemalloc.start()
    from marsad.reading import read_inputs

    assert sum(1 for _ in read_inputs([str(path)])) == 600
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * 2**20


HTML = f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">قناة المثال</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">7 October 2023</div></div>
<div class="message default clearfix" id="message2"><div class="pull_left userpic_wrap"></div><div class="body"><div class="pull_right date details" title="07.10.2023 23:59:00 UTC+03:00">23:59</div>
<div class="from_name">قناة المثال</div><div class="text">{LINES[0]}<br><br><strong>{LINES[1]}</strong><br><a href="https://t.me/x">https://t.me/x</a></div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="08.10.2023 00:10:00">00:10</div><div class="forwarded body">
<div class="from_name">وكالة المثال <span class="date details" title="05.10.2023 11:00:00">05.10.2023</span></div><div class="text">{LINES[2]}</div></div></div></div>
<div class="message default clearfix joined" id="message4"><div class="body"><div class="pull_right date details" title="08.10.2023 00:11:00">00:11</div><div class="media_wrap clearfix"></div></div></div>
</div></div></div></body></html>"""


def test_html_pages(tmp_path: Path) -> None:
    found = items(written(tmp_path, "messages.html", HTML))
    first, second = reports(found)
    assert (first.id, first.text, str(first.published), first.source) == ("قناة المثال/2", f"{LINES[0]}\n{LINES[1]}", "2023-10-07", "قناة المثال")
    assert (second.text, str(second.published), second.source) == (LINES[2], "2023-10-08", "قناة المثال / وكالة المثال")
    assert not failures(found)

"""The style sheet of a result's page: screens light and dark, phones, paper."""

from __future__ import annotations

from typing import Final, Literal

__all__ = ["NARROW", "NARROW_STYLE", "STYLE", "Theme"]

Theme = Literal["auto", "light", "dark"]

NARROW_STYLE: Final = """
.narrow{display:none}@media screen and (max-width:800px){.narrow{display:block}}
"""
"""Rules for `NARROW`, which a window that is wide enough does not show."""

NARROW: Final = "↔ Wide tables and pictures scroll sideways."
"""A line with the class ``narrow`` at the top of a page."""

STYLE: Final = (
    NARROW_STYLE
    + """
:root{color-scheme:light dark;--bg:#fff;--ink:#1f2328;--muted:#59636e;--edge:#d0d7de;
--card:#f6f8fa;--good:#116329;--bad:#b3261e;--open:#7d4e00;--link:#0969da}
@media screen and (prefers-color-scheme:dark){
:root{--bg:#0d1117;--ink:#f0f6fc;--muted:#9aa3ad;--edge:#3d444d;--card:#151b23;
--good:#57d364;--bad:#ff8a80;--open:#e3b341;--link:#79b8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1480px;padding:20px 28px 64px;background:var(--bg);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;
-webkit-text-size-adjust:100%}
h1{font-size:1.65em;line-height:1.2;margin:.3em 0 .2em;overflow-wrap:anywhere}
h2{font-size:1.2em;margin:2.4em 0 .5em}h3{font-size:1em;margin:1.8em 0 .5em}
h4{font-size:1em;margin:0 0 .5em}
p,.findings,ul{max-width:105ch}
header p{color:var(--muted);margin:.15em 0;overflow-wrap:anywhere}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
.small,small{color:var(--muted);font-size:.86em}
.verdict{background:var(--card);border:1px solid var(--edge);border-radius:10px;
padding:4px 22px 12px;margin:1.4em 0 0}
.verdict h2{margin:.9em 0 .3em;font-size:1em;color:var(--muted);font-weight:600}
.headline{font-size:1.28em;line-height:1.4;font-weight:600;margin:.1em 0 .8em;max-width:80ch}
.findings{list-style:none;padding:0;margin:0}
.findings li{display:grid;grid-template-columns:5.2em 1fr;gap:.8em;margin:.45em 0}
.tone{font-size:.82em;font-weight:600;text-align:center;border:1px solid;border-radius:99px;
height:1.75em;line-height:1.6em;margin-top:.1em}
.tone.good{color:var(--good)}.tone.bad{color:var(--bad)}.tone.open{color:var(--open)}
.tone.even{color:var(--muted)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(310px,1fr));gap:12px}
.card{background:var(--bg);border:1px solid var(--edge);border-radius:8px;padding:12px 14px}
.points{list-style:none;padding:0;margin:0;font-variant-numeric:tabular-nums}
.points li{margin:.25em 0;display:grid;grid-template-columns:1.4em 1fr;line-height:1.4}
b.less{color:var(--good)}b.more{color:var(--bad)}b.same,b.undecided{color:var(--muted)}
.swatch{display:inline-block;width:.72em;height:.72em;border-radius:2px;margin-right:.45em;
print-color-adjust:exact;-webkit-print-color-adjust:exact}
.note{color:var(--link);font-size:.72em;vertical-align:super;line-height:0;text-decoration:none;
margin-left:.25em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.32em .9em .32em 0;border-bottom:1px solid var(--edge);text-align:left;
vertical-align:top}
th{font-weight:600}thead th{color:var(--muted);white-space:nowrap}
.grid{width:100%}
.grid td,.grid thead th+th{text-align:right;padding-left:1em;padding-right:.2em;white-space:nowrap}
.grid th:first-child{position:sticky;left:0;background:var(--bg);min-width:13em}
.grid thead th:first-child{font-weight:400}
.grid th small{display:block;font-weight:400;line-height:1.3}
.grid .group th{color:var(--muted);padding-top:1.3em;font-size:.86em;text-transform:none}
.grid .best{font-weight:700}
.n{text-align:right}
.facts th{color:var(--muted);font-weight:400;white-space:nowrap}.facts td{overflow-wrap:anywhere}
.legend{display:flex;flex-wrap:wrap;gap:.2em 1.4em;margin:.4em 0 1em;font-size:.9em}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));
gap:26px 32px}
figure{margin:0}figure svg{display:block;width:100%;height:auto}
details summary{cursor:pointer;color:var(--muted);margin:.8em 0}
.validation{background:var(--card);border:1px solid var(--edge);border-radius:10px;
padding:2px 22px 12px;margin-top:2.4em}
.validation h2{margin-top:.8em}
.sources{font-size:.9em;padding-left:2.2em;columns:2 420px;column-gap:40px}
.sources li{margin:.35em 0;break-inside:avoid}.sources span{color:var(--muted)}
.sources li:target{background:var(--card);outline:2px solid var(--link);outline-offset:3px}
@media (max-width:600px){
body{padding:12px 14px 40px;font-size:14.5px}.headline{font-size:1.14em}
.verdict,.validation{padding:2px 13px 10px;border-radius:8px}
.findings li{grid-template-columns:1fr;gap:.1em;margin:.8em 0}
.tone{justify-self:start;padding:0 .8em}
.grid th:first-child{min-width:8.6em;max-width:44vw}.facts th{white-space:normal}}
@media print{
body{max-width:none;padding:0;font-size:9.5pt}a{color:inherit}
.panels{grid-template-columns:1fr 1fr;gap:14px 20px}
figure,.card,.findings li,tr,.grid tbody{break-inside:avoid}h2,h3,h2+p{break-after:avoid}
.scroll{overflow:visible}.grid{font-size:8.5pt}.grid th:first-child{position:static}
figure svg,.tone{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
)
"""CSS for `progpack.report.result.page`. Colours come from variables, so that paper is light."""

/** Style of the public pages: phone first, one breakpoint, A4 in print. Contrast of text 4.5:1 and more. @source design of the light pages §2 */
export const PAGE_STYLE = `
*{box-sizing:border-box;margin:0;padding:0}
:root{--hi:#14202b;--tx:#2b3a47;--mid:#546473;--acc:#1b5fae;--line:#dfe5ea;--line2:#c3ced7;--serif:'Noto Serif SC','Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif;color-scheme:light}
html{background:#eef2f5;-webkit-text-size-adjust:100%}
body{max-width:70rem;margin:0 auto;background:#fff;color:var(--tx);font:1rem/1.6 'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
main{padding:0 1.25rem 2rem}
a{color:var(--acc)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--acc);outline-offset:2px}
ul,ol{list-style:none}
svg{display:block;max-width:100%;height:auto}
svg text{font-family:inherit}
:lang(en){--serif:Georgia,'Noto Serif','Times New Roman','Noto Serif SC','Noto Serif CJK SC',serif}
html:lang(en) body{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,'Noto Sans SC','Noto Sans CJK SC',sans-serif}
.picture svg,.map svg[role=img]:not(.sign){width:100%}
.sr-only{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem;padding:.5rem 1rem;background:#fff}
.skip:focus{left:0}
.mast{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;margin:0 1.25rem;padding:.75rem 0;border-bottom:3px solid var(--hi)}
.issuer{display:flex;align-items:center;gap:.625rem;min-height:2.75rem;margin-right:auto;color:var(--hi);font-weight:600;text-decoration:none}
.mast nav{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.mast nav a{display:inline-flex;align-items:center;min-height:2.75rem;text-decoration:none}
.mast nav a:hover,.mast nav a:focus{text-decoration:underline}
.demo{margin-top:1rem;padding:.375rem .75rem;background:#f2ecf8;color:#6b3fa0;font-size:.9375rem}
.title{display:grid;gap:1rem;padding:1.5rem 0 1.25rem;border-bottom:1px solid var(--line2)}
.kicker{color:var(--mid);font-family:var(--serif)}
h1{color:var(--hi);font:700 1.875rem/1.3 var(--serif)}
h2{color:var(--hi);font:700 1.3125rem/1.35 var(--serif)}
h3{color:var(--hi);font-size:1.125rem;line-height:1.4}
.no{font-family:var(--serif);font-weight:400;color:var(--mid)}
.identity{font-size:.875rem}
.identity div{display:flex;gap:.5rem}
.identity dt{color:var(--mid);white-space:nowrap}
.identity dd{color:var(--hi)}
.nature{padding:.625rem 0;border-bottom:1px solid var(--line);color:var(--mid);font-size:.9375rem}
section{margin-top:1.5rem}
.lead{color:var(--hi);font:400 1.25rem/1.7 var(--serif)}
.more{margin-top:.5rem}
.brief{margin-top:1rem}
.brief li{display:flex;align-items:center;gap:.75rem;padding:.5rem 0;border-top:1px solid var(--line)}
.brief li span:nth-child(2){flex:1;color:var(--hi)}
.brief b{color:var(--mid);font-weight:400;white-space:nowrap}
.tag{display:inline-flex;align-items:center;gap:.375rem;padding:.0625rem .5rem;border:1px solid;border-radius:.25rem;font-size:.875rem;font-weight:600;white-space:nowrap}
.tag.red{color:#c0271a;background:#fbeae8;border-color:#e6a69f}
.tag.orange{color:#a85400;background:#fdf0e1;border-color:#e8bd8a}
.tag.yellow{color:#7a6200;background:#f8f2d4;border-color:#d9c66a}
.tag.blue{color:#1f5fa8;background:#e6eff8;border-color:#9dc0e4}
.calendar{border-top:1px solid var(--line2)}
.calendar div{display:flex;gap:1rem;padding:.375rem 0;border-bottom:1px solid var(--line)}
.calendar dt{flex:0 0 7rem;color:var(--hi);font-weight:600}
.head{padding-top:1rem;border-top:2px solid var(--mid)}
.head p{color:var(--mid);font-size:.875rem}
.risk{display:grid;gap:.75rem;padding:1.25rem 0;border-bottom:1px solid var(--line)}
.who{margin:.375rem 0;color:var(--mid);font-size:.9375rem}
.where{color:var(--hi)}
.examples{margin-top:.25rem}
.examples li{padding-left:1rem;text-indent:-1rem}
.examples li::before{content:'– '}
.picture{max-width:26rem}
.figures{display:grid;grid-template-columns:repeat(3,auto);gap:.25rem 1rem;align-content:start;font-size:.875rem}
.figures dt{color:var(--mid)}
.figures dd{color:var(--hi);font-size:1.125rem}
.expected dd{font-size:1rem}
.expected b{display:block;font-size:1.75rem;font-weight:400;line-height:1.15}
.expected small{display:block;color:var(--mid);font-size:.8125rem}
dd.red{color:#c0271a}dd.orange{color:#a85400}dd.yellow{color:#7a6200}dd.blue{color:#1f5fa8}
.key,.ramp{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin-top:.75rem;color:var(--mid);font-size:.875rem}
.key li::before{content:'';display:inline-block;width:1rem;height:.75rem;margin-right:.5rem;vertical-align:-.0625rem;background:#b7c5d0}
.key .running::before{background:none;border:1px dashed #546473}
.key .mean::before{height:0;vertical-align:.25rem;background:none;border-top:2px dashed #7c8b98}
.key .expected::before{background:#f6dcc0;border:solid #a85400;border-width:1px 0}
.ramp li{display:flex;align-items:center;gap:.5rem}
.places li{display:flex;align-items:center;gap:.75rem;padding:.375rem 0;border-bottom:1px solid var(--line)}
.places span{flex:1;color:var(--hi)}
.places small{color:var(--mid);font-size:.9375rem}
.places b{min-width:4.5rem;color:var(--hi);text-align:right;white-space:nowrap}
.ruled{padding-top:1rem;border-top:2px solid var(--mid)}
.ruled .head{padding:0;border:0}
.ruled ol{margin-top:.5rem;list-style:decimal;padding-left:1.5rem}
.ruled ol li{padding:.25rem 0}
.phones{display:grid;grid-template-columns:repeat(auto-fit,minmax(6rem,1fr));border:solid var(--mid);border-width:1px 0;text-align:center}
.phones a{display:block;min-height:2.75rem;padding:.625rem .25rem;color:var(--hi);text-decoration:none}
.phones b{display:block;font-size:1.5rem;font-weight:500;line-height:1.2}
.phones span{color:var(--mid);font-size:.875rem}
.scroll{overflow-x:auto}
table{width:100%;margin-top:.5rem;border-collapse:collapse;font-size:.9375rem}
th,td{padding:.375rem .5rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,.archive th,.archive td{text-align:left}
thead th{color:var(--mid);font-weight:400}
tbody th{color:var(--hi);font-weight:400}
.marked td:last-child{color:#a85400;font-weight:600}
.strip{margin-top:1rem;padding:.75rem 1rem;border-left:4px solid #a85400;background:#fdf0e1;color:var(--hi)}
.strip.withdrawn{border-color:#c0271a;background:#fbeae8}
.colophon{display:grid;gap:.5rem;margin-top:2rem;padding-top:.75rem;border-top:3px solid var(--hi);color:var(--mid);font-size:.875rem}
.hash span{color:var(--hi);overflow-wrap:anywhere}
.archive li{padding:1.25rem 0;border-bottom:1px solid var(--line2)}
.archive h2 a{text-decoration:none}
.archive h2 a:hover,.archive h2 a:focus{text-decoration:underline}
.archive p{margin-top:.375rem;color:var(--mid);font-size:.9375rem}
.tags .tag{margin-left:.5rem}
.tags .tag:first-child{margin-left:0}
.files a{display:inline-flex;align-items:center;min-height:2.75rem;margin-right:1.25rem;font-size:1rem}
.state{padding:.0625rem .5rem;border:1px solid var(--line2);border-radius:.25rem;color:var(--hi);font-weight:600}
.state.withdrawn{border-color:#e6a69f;background:#fbeae8;color:#c0271a}
.state.corrected{border-color:#e8bd8a;background:#fdf0e1;color:#a85400}
@media (min-width:60rem){
main,.mast{padding-left:0;padding-right:0;margin-left:3rem;margin-right:3rem}
.mast{padding:1rem 0}
.title{grid-template-columns:1fr auto;align-items:end;padding-top:2rem}
.identity{padding-left:1.5rem;border-left:1px solid var(--line2)}
h1{font-size:2.5rem}
.two{display:grid;grid-template-columns:3fr 2fr;gap:0 3rem}
.two.even{grid-template-columns:1fr 1fr}
.two.map{align-items:center;gap:3rem}
.brief{margin-top:0}
.brief li:first-child{border-top:0}
.calendar{display:grid;grid-template-columns:1fr 1fr;gap:0 3rem}
.head{display:flex;align-items:baseline;justify-content:space-between;gap:1rem}
.risk{grid-template-columns:17rem 1fr 10rem;gap:2rem}
.picture{max-width:none}
.figures{grid-template-columns:1fr}
.phones li+li{border-left:1px solid var(--line)}
.colophon{grid-template-columns:1fr 1fr}
.hash{text-align:right}
}
@media print{
@page{size:A4;margin:16mm 15mm}
html{font-size:12px}
html,body{background:#fff}
body{max-width:none;font-size:9.5pt;line-height:1.45}
main,.mast{margin:0;padding-left:0;padding-right:0}
.mast nav,.skip,.strip a{display:none}
.title{padding:.75rem 0;grid-template-columns:1fr auto}
h1{font-size:19pt}h2{font-size:13pt}h3{font-size:11pt}.lead{font-size:11pt;line-height:1.6}
section{margin-top:.75rem}
.two{display:grid;grid-template-columns:3fr 2fr;gap:0 1.5rem}
.two.even{grid-template-columns:1fr 1fr}
.calendar{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5rem}
.risk{grid-template-columns:13rem 1fr 8rem;gap:1rem;padding:.5rem 0}
.figures{grid-template-columns:1fr}
.picture svg{max-height:34mm}
.risk,.places li,table,.phones,.strip{break-inside:avoid}
h2,h3,.head{break-after:avoid}
a{color:inherit;text-decoration:none}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.colophon{grid-template-columns:1fr 1fr}
}
`;

namespace Offers.Simulation.Reporting;

/// <summary>The style of pages; the style of the plots in them is their own.</summary>
internal static class HtmlStyle
{
    /// <summary>
    /// The style sheet. Figures and tables wider than the screen scroll by themselves, so that
    /// the page never does; on paper, figures, table rows and tiles are not split.
    /// </summary>
    public const string Css =
        """
        :root{--paper:#ffffff;--ink:#1a1f26;--soft:#4d5661;--rule:#d5dae0;--tint:#f4f6f8;
        --accent:#0068a3;color-scheme:light}
        @media screen and (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e8ebef;
        --soft:#aeb6c0;--rule:#343b43;--tint:#1c2025;--accent:#6bb5ea;color-scheme:dark}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);counter-reset:figure table;
        font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
        overflow-wrap:break-word;text-rendering:optimizeLegibility}
        main{max-width:56rem;margin:0 auto;padding:3rem 1.75rem 4rem}
        p,ul,ol,h1,h2,h3,summary{max-width:42rem}
        p,ul{margin:0 0 1rem}
        ul{padding-left:1.3rem}
        li{margin:.25rem 0}
        h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.018em;margin:0 0 .8rem;
        text-wrap:balance}
        h2{font-size:1.4rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 .8rem;
        text-wrap:balance}
        h3{font-size:1.08rem;line-height:1.4;margin:1.8rem 0 .5rem}
        section{margin-top:2.75rem;padding-top:1.75rem;border-top:1px solid var(--rule)}
        a{color:var(--accent);text-underline-offset:.15em}
        .lead{font-size:1.17rem;line-height:1.55;color:var(--soft);margin:0}
        nav{margin:1.6rem 0 0}
        nav li{margin:0;padding:.12rem 0}
        nav ol{margin:0;padding-left:1.3rem;columns:16rem 2;column-gap:2.5rem;font-size:.95rem}
        .note{border-left:3px solid var(--accent);background:var(--tint);padding:.7rem 1rem;
        border-radius:0 4px 4px 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.9rem;
        margin:0 0 1.5rem}
        .tiles div{display:flex;flex-direction:column;background:var(--tint);
        border:1px solid var(--rule);border-radius:8px;padding:.85rem 1rem}
        .tiles dt{order:2;font-size:.92rem;line-height:1.4}
        .tiles dd{order:1;margin:0 0 .15rem;font-size:1.75rem;line-height:1.25;font-weight:650;
        letter-spacing:-.015em;font-variant-numeric:tabular-nums}
        .tiles dd.detail{order:3;margin:.25rem 0 0;font-size:.82rem;line-height:1.4;
        font-weight:400;letter-spacing:0;color:var(--soft)}
        figure{margin:1.75rem 0 2rem}
        .wide,.table{overflow-x:auto}
        .offers-plot{display:block;max-width:100%;height:auto;min-width:36rem}
        figcaption,caption{font-size:.9rem;line-height:1.5;color:var(--soft);text-align:left}
        figcaption{margin-top:.6rem;max-width:46rem}
        figcaption::before{counter-increment:figure;content:"Figure " counter(figure) ". ";
        color:var(--ink);font-weight:600}
        caption{padding:0 0 .6rem}
        caption::before{counter-increment:table;content:"Table " counter(table) ". ";
        color:var(--ink);font-weight:600}
        .table{margin:1.5rem 0 2rem}
        table{border-collapse:collapse;font-size:.93rem;line-height:1.45;
        font-variant-numeric:tabular-nums;border-bottom:1.5px solid var(--soft)}
        th,td{padding:.4rem 1.6rem .4rem 0;text-align:left;vertical-align:baseline}
        th:last-child,td:last-child{padding-right:.4rem}
        th:first-child{padding-left:.4rem}
        thead th{border-top:1.5px solid var(--soft);border-bottom:1px solid var(--soft);
        font-weight:600;vertical-align:bottom}
        thead span{display:block;font-weight:400;color:var(--soft);white-space:nowrap}
        tbody th{font-weight:400}
        tbody tr+tr>*{border-top:1px solid var(--rule)}
        .number{text-align:right}
        td.number{white-space:nowrap}
        .stressed>*{font-weight:650;background:var(--tint)}
        details{margin:1.25rem 0;border:1px solid var(--rule);border-radius:8px;padding:0 1rem}
        summary{cursor:pointer;font-weight:600;padding:.65rem 0}
        details>:last-child{margin-bottom:1rem}
        pre{overflow-x:auto;background:var(--tint);border:1px solid var(--rule);border-radius:6px;
        padding:.75rem 1rem;margin:0 0 1rem}
        code{font:.87rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);
        font-size:.85rem;color:var(--soft)}
        footer p{max-width:none;margin:0}
        @media (max-width:40rem){main{padding:1.75rem 1.1rem 3rem}h1{font-size:1.7rem}
        .tiles{grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}}
        @media print{@page{size:A4;margin:17mm 16mm}
        html{font-size:10pt}main{max-width:none;padding:0}
        nav{display:none}.tiles{grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr))}
        th,td{padding-right:1rem}section{margin-top:1.6rem;padding-top:1.1rem}
        .wide,.table{overflow:visible}.offers-plot{min-width:0}
        figure,tr,pre,.note,.tiles div{break-inside:avoid}
        .table{break-inside:avoid-page}
        h1,h2,h3,caption,summary{break-after:avoid}thead{display:table-header-group}
        details::details-content{content-visibility:visible;display:block}
        p,li{orphans:3;widows:3}a{color:inherit;text-decoration:none}}

        """;
}

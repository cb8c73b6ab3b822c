//! What pages have, and what they lack.

use super::Basic;
use crate::page;

#[test]
fn what_is_missing_is_found() {
    for (basic, good, bad) in [
        (Basic::Doctype, "<!DOCTYPE html><p>", "<p>"),
        (Basic::Lang, "<html lang=ko>", "<html lang=' '>"),
        (Basic::Title, "<title>a</title>", "<title> </title>"),
        (Basic::Charset, "<meta charset=UTF-8>", "<meta charset=euc-kr>"),
        (
            Basic::Viewport,
            "<meta name=viewport content='width=device-width'>",
            "<meta name=viewport>",
        ),
        (Basic::UniqueIds, "<p id=a><p id=b>", "<p id=a><b id=a></b>"),
        (Basic::WellFormed, "<!DOCTYPE html><title>a</title><p>b</p>", "<!DOCTYPE html><div></p>"),
        (Basic::ImageAlt, "<img alt=''>", "<img>"),
        (Basic::Label, "<label>a<select></select></label>", "<select></select>"),
        (Basic::ButtonName, "<button><img alt=a></button>", "<button><img alt=''></button>"),
        (Basic::LinkName, "<a href=/ title=a></a>", "<a href=/> </a>"),
        (Basic::HeadingOrder, "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>", "<h2>a</h2>"),
        (Basic::OneH1, "<h1>a</h1>", "<h1>a</h1><h1>b</h1>"),
        (Basic::Main, "<div role=main>", "<main></main><main></main>"),
        (Basic::TableHeaders, "<table><tr><th>a<td>b</table>", "<table><tr><td>a</table>"),
        (
            Basic::Fieldset,
            "<fieldset><legend>a</legend><input type=radio name=x><input type=radio name=x></fieldset>",
            "<input type=radio name=x><input type=radio name=x>",
        ),
    ] {
        assert_eq!(basic.check(&page::parse(good)), Ok(()), "{good}");
        assert!(basic.check(&page::parse(bad)).is_err(), "{bad}");
    }
}

#[test]
fn pages_without_such_elements_lack_nothing() {
    let page = page::parse("<!DOCTYPE html><p>");
    for basic in
        [Basic::ImageAlt, Basic::Label, Basic::TableHeaders, Basic::Fieldset, Basic::HeadingOrder]
    {
        assert_eq!(basic.check(&page), Ok(()), "{basic:?}");
    }
}

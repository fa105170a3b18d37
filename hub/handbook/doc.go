// Package handbook is what a station looks up without a network: care, feeding,
// illness, disinfection, growth, vaccination, policy, safety and this box, in plain
// words. Each page says when it is for, what to do, when to telephone, and whence it
// is known.
//
//	book := handbook.Open()
//	book.Search("孩子发烧了咋办", 8)   // pages, the likeliest first
//	book.Answer("孩子发烧了咋办")      // quotes of pages, never an opinion
//	book.ForForm("morning")            // the page beside a form
//	book.ForHelp("stick")              // the page behind a help page
//
// # How a page is written
//
// The folder pages has a file a group, which begins with the group's own line
//
//	== care 照护
//
// and then has page after page:
//
//	=== fever 发热（发烧）
//	words: 发烧 体温高 烫手
//	forms: morning fever
//	help: wall
//	source: 国家卫生健康委《……》
//	certainty: B
//	## 什么时候用
//	…
//
// key and title stand in the first line; words are what people say for it; forms are
// kinds of records and help keys of help pages that lead here; source and certainty
// are shown at the end. The text is hub/markdown's; [words](key) lead to another page, and
// a headline that begins with 马上 is shown as what must not wait.
//
// Facts are told in our own words. Certainty is A where the paper itself was read, B
// where two or more public copies agree, C where one was found; 本 where the page is
// about this box or this station's own papers. Figures of which less is known are
// left out: the page says whom to ask instead.
//
// pages.gz holds all of it; `go test ./hub/handbook -run TestPacked -update` makes it.
package handbook

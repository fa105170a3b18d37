// Package lesson is what is told in 妈妈课堂 and 孕妇学校: pages of few lines with a
// drawing each, read at a station's screen or beside a class, and three questions at the
// end that are answered by pressing a picture.
//
//	shelf := lesson.Shipped()
//	one, ok := shelf.Get("feed-6")
//	one.Pages[0].Drawing      // an SVG that may stand in a page
//	one.Quiz[0].Right         // 1, 2 or 3
//	one.Said()                // what a worker may record of it, sentence by sentence
//
// # How a lesson is written
//
// A lesson is a folder: the text lesson.md and its drawings. What the program carries is
// such folders in a zip, and whatever else brings a lesson has the same inside.
//
//	=== feed-6 满六个月，加辅食        key and title; the key is for good
//	version: 1                         each publication one more
//	class: mothers                     mothers 妈妈课堂, pregnancy 孕妇学校
//	from: 5                            months of age, or weeks of pregnancy, …
//	to: 7                              … for whom it is meant
//	source: 国家卫生健康委《……》（2022）   one a line, with its year
//	licence: CC BY 4.0
//
//	== 什么时候开始                      a page, then what stands on it in Markdown
//	drawing: ready.svg
//	say: 满六个月了，该添饭了。             the gist, as it is spoken (念一遍)
//	- 满 6 个月……
//
//	?? 一次加两样新的，行不行？            a question that 行, 说不准 and 不行 answer
//	right: no                          yes or no; not being sure is never right
//	why: 一样一样加……
//	see: 3                             the page to read again
//
//	?? 头一口，给哪一样最好？              a question with answers of its own
//	+ mash.svg 肉泥                     the right one
//	- soup.svg 骨头汤
//	- thin.svg 米汤
//	why: ……
//	see: 2
//
// A page is a slide of a class, too: a headline, one drawing, about sixty words.
// Sources are named; figures of which less is known are left out. A drawing is shapes and
// plain colours: what else an SVG may hold (script, links, styles, pictures) is refused.
//
// shipped.gz holds the folders of shipped; `go test ./hub/lesson -run TestPacked -update`
// makes it.
package lesson

package tasks

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/input"

	"yizhan/hub/sheet"
	"yizhan/kiosk/touch"
)

// fairForm is a form that asks for everything that a form can ask for.
const fairForm = `kind: x-140404-fair
version: 1
title: 带孩子赶集
group: 照护
help: 出门前后各填一点，回来签字。
subject: child
retention: care
write: [head, carer]
read: [county]
fields:
  - {no: 1, name: went, label: 哪天去的, type: day, required: true, privacy: internal}
  - {no: 2, name: left, label: 几点走的, type: time, privacy: internal}
  - {no: 3, name: back, label: 什么时候回来, type: datetime, privacy: internal}
  - {no: 4, name: led, label: 谁带队, type: ref, kind: staff, required: true, privacy: internal}
  - {no: 5, name: family, label: 家里谁跟着, type: person}
  - {no: 6, name: friend, label: 和谁一起走, type: child}
  - {no: 7, name: cold, label: 外面多冷, type: int, unit: 度, scale: 10, min: -300, max: 450, privacy: internal}
  - {no: 8, name: steps, label: 走了多远, type: int, unit: 里, min: 0, max: 20, privacy: internal}
  - {no: 9, name: sun, label: 出太阳了, type: bool, privacy: internal}
  - {no: 10, name: hat, label: 戴了什么帽子, type: choice, show: sun, required: true, privacy: internal,
     choices: [{code: straw, label: 草帽}, {code: cloth, label: 布帽}, {code: none, label: 没戴}]}
  - {no: 11, name: things, label: 带了什么, type: choices, privacy: internal,
     choices: [{code: water, label: 水}, {code: coat, label: 外套}, {code: paper, label: 纸巾}, {code: card, label: 联系卡}]}
  - {no: 12, name: ate, label: 路上吃了什么, type: group, max: 4, privacy: internal, fields: [
     {no: 1, name: what, label: 吃的, type: text, max: 12}, {no: 2, name: grams, label: 多少, type: int, unit: 克, min: 0, max: 500, step: 10}]}
  - {no: 13, name: grams, label: 一共吃了, type: int, unit: 克, compute: sum(ate.grams), privacy: internal}
  - {no: 14, name: saw, label: 看到什么, type: text, max: 40, suggest: [耍猴的, 卖糖人的], check: not (saw == "打架"), say: 看到打架的，另写一张事故记录。}
  - {no: 15, name: photo, label: 集上的照片, type: photo, gate: photo}
  - {no: 16, name: sign, label: 带队的人签字, type: drawing}
list: [went, led, cold, grams]
workflow:
  field: state
  states:
    - {code: out, label: 还没看过, deadline: 2, escalate: head}
    - {code: seen, label: 看过了, done: true}
  moves:
    - {from: out, to: seen, label: 站长看过了, by: [head], needs: [sign]}
`

// anyForm is a form with a question of every kind: an officer writes it at the county's
// desk, a stick takes it to the station, a finger answers it there, it stands on paper,
// empty and filled in, goes its way, and comes back to the officer as a table.
func anyForm(w *town) *touch.Screen {
	text := strings.Replace(fairForm, "\nlist:", "\n  - {no: 17, name: state, label: 到哪一步, type: choice, privacy: internal, merge: newest}\nlist:", 1)
	desk := w.officer().Tap("更多", "表", "写一张新表")
	write := func(text string) {
		desk.Run(fmt.Sprintf(`const t = document.querySelector("textarea"); t.value = %q; t.dispatchEvent(new Event("input", { bubbles: true }))`, text))
	}
	write(strings.Replace(text, "type: time", "type：time", 1))
	desk.Tap("看一看").See("还不能发", "是中文的符号").Shot("县里写表，有一处不对")
	write(text)
	desk.Tap("看一看").See("站里看到的样子", "哪天去的").Shot("县里写表")
	desk.Tap("发给各站").See("带孩子赶集", "第 1 版").Shot("县里的表")
	w.carry(w.county, w.home)

	stick := filepath.Join(w.t.TempDir(), "stick")
	w.must(os.Mkdir(stick, 0o700))
	var photo bytes.Buffer
	w.must(jpeg.Encode(&photo, image.NewRGBA(image.Rect(0, 0, 320, 240)), nil))
	w.must(os.WriteFile(filepath.Join(stick, "赶集.jpg"), photo.Bytes(), 0o600))

	f := w.touch(w.home).Tap("填表").Shot("填表").Tap("照护").Shot("照护").Tap("带孩子赶集").See("还没有填过").Tap("填一张").See("给谁填").Shot("给谁填").Tap("李浩然")
	f.See("哪天去的？").Shot("哪天").Tap("别的日子", "别的年").See("哪一年").Shot("哪一年").Tap("2020—2029", "2025", "5月", "7").See("2025年5月7日").Shot("日子").Tap("下一步")
	f.See("几点走的？").Tap("8点", "30分").Shot("几点").Tap("下一步")
	f.See("什么时候回来？").Tap("今天", "17点", "05分", "下一步")
	f.See("谁带队？").Shot("谁带队").Tap("张桂兰").See("家里谁跟着？").Shot("家里谁").Tap("李秀英").See("和谁一起走？").Shot("和谁").Tap("王梓涵")
	f.See("外面多冷？").Tap("零下").Press("12.5").Shot("零下").Tap("下一步").See("走了多远？").Tap("+1", "+1").Shot("几里").Tap("下一步")
	f.See("出太阳了？").Shot("出太阳").Tap("是").See("戴了什么帽子？").Tap("草帽").See("带了什么？").Tap("水", "联系卡").Shot("带了什么").Tap("下一步")
	f.See("还没有。有就加一行").Tap("加一行").See("吃的？").Tap("拼音").Press("bing").Tap("饼").Shot("吃的").Tap("下一步").See("多少？").Press("50").Tap("好了")
	f.See("饼 50 克").Shot("吃了什么").Tap("下一步").See("看到什么？").Shot("看到什么").Tap("耍猴的", "下一步")
	w.plugIn(w.home, stick)
	f.See("集上的照片：拍一张").Until(`document.body.innerText.includes("赶集.jpg") || (location.reload(), false)`).Shot("照片").Tap("赶集.jpg").See("用这张吗").Shot("照片来了").Tap("用这张")
	signs(f.See("带队的人签字")).Shot("签字").Tap("看一遍").See("零下 12.5 度").Shot("看一遍").Tap("后面还有 8 条").See("一共吃了（算出来的）", "50 克").Shot("看一遍，后面的").Tap("记下来")
	f.See("记好了", "李浩然").Shot("记好了").Tap("李浩然").See("还没看过", "11月25日").Shot("填好的").Tap("印").See("这里没有打印机").Shot("填好的纸").Tap("看大的").Shot("填好的纸，看大的").Touch(".head a").Tap("不打了")
	f.See("还没看过").Tap("站长看过了").See("看过了", "撤回").Shot("站长看过了").Tap("回去").See("李浩然").Tap("印空白表").See("这里没有打印机").Tap("看大的").Shot("空白的纸")
	w.carry(w.home, w.county)
	w.pullOut(w.home, stick)
	w.leaves(desk.Open("/forms").TapIn("带孩子赶集", "存成表格").See("拿去做什么").Shot("县里存成表格"))
	return f
}

// signs draws a line on the pad.
func signs(f *touch.Screen) *touch.Screen {
	pad := touch.Ask[[]float64](f, `(r => [r.left, r.top])(document.querySelector("[data-sign]").getBoundingClientRect())`)
	point := func(i int) *input.TouchPoint {
		return &input.TouchPoint{X: pad[0] + 60 + float64(12*i), Y: pad[1] + 80 + float64(i%3*20)}
	}
	f.Down(point(0))
	for i := range 12 {
		f.Move(point(i))
	}
	f.Up()
	f.Taps++
	return f
}

// leaves holds the table that the officer takes away against what a finger answered.
func (w *town) leaves(desk *touch.Screen) {
	w.t.Helper()
	rows := table(w, desk, touch.Ask[string](desk, `document.querySelector("main a[href*='for=']").getAttribute("href")`))
	if len(rows) != 2 {
		w.t.Fatalf("%d lines leave", len(rows))
	}
	got := map[string]string{}
	for i, title := range rows[0].Cells {
		got[title.Text] = rows[1].At(i).Text
	}
	for title, want := range map[string]string{
		"哪天去的": "2025-05-07", "几点走的": "08:30", "什么时候回来": "2026年11月23日 17:05", "谁带队": "张桂兰", "外面多冷（度）": "-12.5",
		"走了多远（里）": "2", "出太阳了": "是", "戴了什么帽子": "草帽", "带了什么": "水、联系卡", "路上吃了什么": "饼 50 克", "一共吃了（克）": "50", "到哪一步": "看过了",
	} {
		if got[title] != want {
			w.t.Errorf("%s leaves as %q, want %q", title, got[title], want)
		}
	}
	if _, photo := got["集上的照片"]; photo {
		w.t.Error("the photo leaves")
	}
}

// table is the sheets of a form as the county's officer downloads them.
func table(w *town, desk *touch.Screen, path string) []sheet.Row {
	w.t.Helper()
	body := touch.Ask[string](desk, fmt.Sprintf(`(() => { const x = new XMLHttpRequest(); x.open("GET", %q, false); x.overrideMimeType("text/plain; charset=x-user-defined"); x.send();
		return btoa([...x.responseText].map(c => String.fromCharCode(c.charCodeAt(0) & 255)).join("")) })()`, path))
	file, err := base64.StdEncoding.DecodeString(body)
	w.must(err)
	tables, err := sheet.Read(bytes.NewReader(file), int64(len(file)))
	w.must(err)
	return tables[0].Rows
}

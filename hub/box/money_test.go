package box

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// comes has a child come to its station on some days, of which the last is today.
func (r *region) comes(b *Box, child hub.ID, days ...hub.Day) {
	r.t.Helper()
	for _, day := range days {
		_, err := b.desk.Arrive(r.ctx, r.head(b), desk.Tap{Request: hub.NewID(), Children: []hub.ID{child}, Day: day, Minute: 480})
		r.must(err)
	}
}

// taken opens what the officer was sent as a workbook.
func (o *officer) taken() *excelize.File {
	o.r.t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(o.body)))
	o.r.must(err)
	o.r.t.Cleanup(func() { f.Close() })
	return f
}

// A subsidy goes from a paper's example to money at the station: adopted with its figures,
// worked out as of a closing, down to the days of a child in three taps, doubted by the
// township, locked by a second officer, paid out of a fund. What a station sends late is a
// correction of the next run, and what was locked stays. A township's officer sees her own.
func TestSubsidyFromDayToMoney(t *testing.T) {
	r := newRegion(t)
	nandong, kansi, henghe := r.stations[0], r.stations[1], r.stations[2]
	names := map[*Box]string{nandong: "王梓涵", kansi: "崔小果", henghe: "秦朗"}
	children := map[*Box]hub.ID{}
	days := []hub.Day{"2026-11-18", "2026-11-19", "2026-11-20"}
	for i, b := range []*Box{nandong, kansi, henghe} {
		children[b] = r.register(b, names[b], "1381234042"+string(rune('1'+i)))
		_, err := b.desk.Enrol(r.ctx, r.head(b), desk.Enrolling{Request: hub.NewID(), Child: children[b], Mode: "full", From: "2026-11-01", Anyway: true})
		r.must(err)
		r.comes(b, children[b], days...)
	}
	r.meet(nandong, henghe) // 看寺 is cut off
	_, err := r.county.store.CloseDay(r.ctx, "2026-11-30")
	r.must(err)

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	post := func(o *officer, path string, v url.Values) *officer {
		t.Helper()
		v.Set("request", hub.NewID().String())
		return o.post(path, v)
	}
	zhao.get("/money").says("还没有补贴", "托位运营补助", "一个托位一个月 300 元", "苏州", "百分之几（没有写）").tap("采用")
	rate := url.Values{"rule": {"month"}, "title": {"按实际入托补助"}, "from": {"2026-01-01"}, "amount": {""}, "days": {"3"}, "age": {"36"}, "source": {"县政府 2026 第 3 号"}, "certainty": {"A"}}
	post(zhao, "/money/rate", rate).answers(http.StatusUnprocessableEntity, "写多少元")
	if !strings.Contains(zhao.body, "县政府 2026 第 3 号") {
		t.Error("what was typed is gone")
	}
	rate.Set("amount", "600.50")
	post(zhao, "/money/rate", rate).says("一个孩子一个月 600.50 元", "来满 3 天算一个月", "不满三岁")
	programme := zhao.at.Path

	post(zhao, programme, url.Values{"from": {"2026-12"}, "to": {"2026-12"}, "known": {"1"}}).answers(http.StatusUnprocessableEntity, "还没有过完")
	post(zhao, programme, url.Values{"from": {"2026-11"}, "to": {"2026-11"}, "known": {"1"}}).says("第 1 期", "试算，在核对", "苏店镇", "南董驿站", "荫城镇", "横河驿站", "1,201 元", "请另一位登录").saysNot("看寺驿站", "王梓涵")
	run := zhao.at.Path
	before := r.trail(r.county, children[nandong])
	zhao.tap("南董驿站").says("王梓涵", "来了 3 天", "600.50").tap("王梓涵").says("11月18日", "11月19日", "11月20日", "凭哪个文件", "县政府 2026 第 3 号")
	if got := r.trail(r.county, children[nandong]); got != before+1 {
		t.Errorf("%d looks at her, want %d", got, before+1)
	}
	line := zhao.at.Path

	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	sun.get(run).says("南董驿站", "600.50").saysNot("横河驿站", "1,201")
	other := regexp.MustCompile(`site/[0-9a-f]+`).ReplaceAllString(line, "site/"+r.head(henghe).Site.String())
	sun.get(other).answers(http.StatusNotFound).saysNot("秦朗")
	post(sun, run, url.Values{"do": {"lock"}}).answers(http.StatusForbidden)
	sun.get("/fund").answers(http.StatusForbidden)
	post(sun, line, url.Values{"reason": {"全家去了太原"}}).says("全家去了太原", "孙乡长")

	post(zhao, run, url.Values{"do": {"lock"}}).answers(http.StatusForbidden)
	qian := r.officer("钱敏", hub.RoleCounty, "")
	qian.get(run).says("全家去了太原", "还有 1 处疑问没有答复")
	doubt := regexp.MustCompile(`name="doubt" value="([0-9a-f]+)"`).FindStringSubmatch(qian.body)
	if doubt == nil {
		t.Fatal("nobody can answer the doubt")
	}
	post(qian, run, url.Values{"do": {"lock"}}).answers(http.StatusUnprocessableEntity, "1 处疑问")
	post(qian, run, url.Values{"do": {"paid"}, "doubt": {doubt[1]}, "found": {"问过站长，在的"}}).says("照发：问过站长")
	post(qian, run, url.Values{"do": {"lock"}}).says("锁定了，等发放", "锁定时的摘要", "存着的就是锁定时的", "钱敏")
	digest := regexp.MustCompile(`([0-9]{6} ){12}[0-9]{6}`).FindString(qian.body)
	qian.get(run + "?again=1").says("再算了一遍，每一行都一样")
	qian.get(run+"/paper").says("按实际入托补助", "第 1 期（2026年11月）发放汇总表", "制表：赵敏", "审核：钱敏", digest)

	post(qian, "/fund", url.Values{"fund": {"示范资金"}, "year": {"2026"}, "amount": {"50,000"}, "day": {"2026-11-02"}, "paper": {"财社〔2026〕7号"}}).says("财社〔2026〕7号", "50,000")
	post(qian, run, url.Values{"do": {"pay"}, "day": {"2026-11-23"}, "fund": {"2026 示范资金"}, "voucher": {""}}).answers(http.StatusUnprocessableEntity, "凭证号")
	post(qian, run, url.Values{"do": {"pay"}, "day": {"2026-11-23"}, "fund": {"2026 示范资金"}, "voucher": {"记-12"}}).says("发放了", "记-12")
	qian.get("/fund").says("按实际入托补助 第 1 期", "600.50", "48,799", "结余")

	r.around()
	site := r.head(nandong).Site
	sheet, err := nandong.store.Record(r.ctx, "subsidy", hub.DeriveID("subsidy", runID(t, run), site.String()))
	r.must(err)
	_, err = nandong.desk.MoveOn(r.ctx, r.head(nandong), desk.Moving{Request: hub.NewID(), Kind: "subsidy", Record: sheet.ID, From: "granted", To: "paid", Values: form.Values{"paid": "2026-11-23"}})
	r.must(err)
	r.around() // 看寺's bundle is here too
	if row := qian.get("/fund").row("南董驿站"); !strings.Contains(row, "11月23日 ") {
		t.Errorf("the book does not say that it came: %s", row)
	}

	f := qian.get(run + "/table.xlsx").taken()
	rows, err := f.GetRows("汇总")
	r.must(err)
	merged, err := f.GetMergeCells("汇总")
	r.must(err)
	text := ""
	for _, row := range rows {
		text += strings.Join(row, " ") + "\n"
	}
	if !strings.Contains(text, "南董驿站") || !strings.Contains(text, "1201") || !strings.Contains(text, "单位（盖章）") || !strings.Contains(text, digest) || strings.Contains(text, "王梓涵") || len(merged) < 8 {
		t.Errorf("%d merged cells; the table says\n%s", len(merged), text)
	}
	qian.get(run + "/names.xlsx").says("补贴明细拿去做什么用")
	f = qian.get(run + "/names.xlsx?for=report").taken()
	if rows, err = f.GetRows("明细"); err != nil || !strings.Contains(strings.Join(rows[2], " "), "王梓涵") && !strings.Contains(strings.Join(rows[3], " "), "王梓涵") {
		t.Errorf("the detail says %v, %v", rows, err)
	}

	// The next run: what 看寺 sent late is a correction, and the first run is what it was.
	r.clock.at = r.clock.at.AddDate(0, 1, 10)
	_, err = r.county.store.CloseDay(r.ctx, "2026-12-31")
	r.must(err)
	zhao.login("赵敏", password)
	post(zhao, programme, url.Values{"from": {"2026-11"}, "to": {"2026-12"}, "known": {"2"}}).answers(http.StatusUnprocessableEntity, "已经锁定到 2026年11月")
	post(zhao, programme, url.Values{"from": {"2026-12"}, "to": {"2026-12"}, "known": {"2"}}).says("第 2 期", "看寺驿站", "600.50 元", "第 1 期（元）").saysNot("王梓涵")
	zhao.tap("看寺驿站").says("崔小果", "更正：原来 0 元，现在 600.50 元；锁定以后才补记、才收到的")
	qian.login("钱敏", password)
	qian.get(run).says(digest, "1,201 元", "存着的就是锁定时的").saysNot("看寺驿站")
}

func runID(t *testing.T, path string) hub.ID {
	t.Helper()
	id, err := hub.ParseID(strings.TrimPrefix(path, "/money/run/"))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

package report

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// shelf holds records in memory.
type shelf []hub.Record

func (s shelf) Each(_ context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	for _, rec := range s {
		if rec.Kind == kind {
			if err := visit(rec); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s shelf) Record(_ context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	for _, rec := range s {
		if rec.Kind == kind && rec.ID == id {
			return rec, nil
		}
	}
	return hub.Record{}, hub.E(hub.CodeNotFound, "store.notfound")
}

func (s shelf) Subject(_ context.Context, subject hub.ID) (out []hub.Record, err error) {
	for _, rec := range s {
		if rec.Subject == subject {
			out = append(out, rec)
		}
	}
	return out, nil
}

func id(n byte) hub.ID { return hub.ID{n} }

func record(kind hub.Kind, n, subject byte, period string, values form.Values) hub.Record {
	e := form.Builtin().Edit(kind, id(n), id(subject), values)
	return hub.Record{Kind: kind, ID: id(n), Subject: id(subject), Period: period, Fields: e.Set}
}

func township() shelf {
	away := record("child", 3, 3, "", form.Values{"category": "home", "village_name": "柳沟村"})
	away.Sealed = true
	return shelf{
		record("site", 9, 9, "", form.Values{"name": "柳沟站", "role": "station"}),
		record("child", 1, 1, "", form.Values{"name": "=王小雨", "sex": "2", "birth": hub.Day("2025-03-12"), "category": "care",
			"village": "140427103201", "village_name": "上庄村", "id_no": "140402202503121229", "site": id(9), "family": []byte{1}}),
		record("person", 11, 1, "", form.Values{"name": "李秀英", "kinship": "paternal-grandmother", "phone": "13800138000", "carer": true}),
		record("person", 12, 1, "", form.Values{"name": "王强", "kinship": "father", "phone": "13900139000", "guardian": true, "away": true}),
		record("person", 13, 1, "", form.Values{"name": "旧人", "guardian": true, "withdrawn": true}),
		record("child", 2, 2, "", form.Values{"name": "登记错的", "category": "home", "withdrawn": "mistake"}),
		away,
		record("growth", 21, 1, "2026-11-01", form.Values{"weight": int64(8250), "length": int64(705), "measure": "lying", "site": id(9)}),
		record("day", 22, 1, "2026-11-02", form.Values{"in": int64(486), "in_by": id(11)}),
	}
}

func write(t *testing.T, s shelf, e Export) ([]byte, Exported) {
	t.Helper()
	var b bytes.Buffer
	done, err := WriteExport(t.Context(), &b, form.Builtin(), s, e)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), done
}

func TestChildrenAsJSONLines(t *testing.T) {
	got, done := write(t, township(), Export{Kind: "child", Format: sheet.JSONL, Personal: true})
	want := fmt.Sprintf(`{"kind":"child","id":"%s","fields":{"birth":"2025-03-12","carer_kinship":"奶奶","carer_name":"李秀英","carer_phone":"13800138000","category":"care","guardian_name":"王强","guardian_phone":"13900139000","id_no":"140402202503121229","kinship":"爸爸","name":"=王小雨","sex":"2","site":"%s","village":"上庄村","village_code":"140427103201"}}
{"kind":"child","id":"%s","sealed":true,"fields":{"category":"home","village":"柳沟村"}}
`, id(1), id(9), id(3))
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if done != (Exported{Records: 2, Sealed: 1}) {
		t.Errorf("%+v", done)
	}
}

// Without --personal nothing that names anybody leaves, in no format and of no kind.
func TestNothingPersonal(t *testing.T) {
	s := township()
	for _, kind := range form.Builtin().Kinds() {
		if kind == "wrap" {
			continue
		}
		for _, format := range []sheet.Format{sheet.JSONL, sheet.CSV, sheet.XLSX} {
			raw, _ := write(t, s, Export{Kind: kind, Format: format})
			text := string(raw)
			if format == sheet.XLSX {
				text = show(t, raw)
			}
			for _, secret := range []string{"王", "李", "138", "139", "2025-03-12", "140402", "8.25", "8250"} {
				if strings.Contains(text, secret) {
					t.Errorf("%s as %s tells %q: %s", kind, format, secret, text)
				}
			}
		}
	}
}

func show(t *testing.T, raw []byte) string {
	t.Helper()
	tables, err := sheet.Read(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range tables[0].Rows {
		for _, c := range r.Cells {
			b.WriteString(c.Text + "|")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestTables(t *testing.T) {
	raw, _ := write(t, township(), Export{Kind: "growth", Format: sheet.XLSX, Personal: true})
	want := "孩子|日期|体重（公斤）|身长（厘米）|头围（厘米）|怎么量的|穿着|哪天再量|站点|" +
		"体重 Z 分（世卫）|体重评价（国标）|身长 Z 分（世卫）|身长评价（国标）|身长别体重 Z 分（世卫）|身长别体重评价（国标）|" +
		"体质指数 Z 分（世卫）|体质指数评价（国标）|头围 Z 分（世卫）|头围评价（国标）|打不开|记录编号|\n" +
		"||DE04.10.188.00|DE04.10.167.00|\n" +
		"=王小雨|2026-11-01|8.25|70.5||躺着量|||柳沟站|-2.09|低体重|-3.97|重度生长迟缓|-0.02|中|0.7|中||||" + id(21).String() + "|\n"
	if got := show(t, raw); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	raw, _ = write(t, township(), Export{Kind: "day", Format: sheet.CSV, Personal: true})
	if got := string(raw); !strings.Contains(got, "'=王小雨,2026-11-02,08:06,李秀英,") {
		t.Errorf("attendance: %s", got)
	}
	raw, _ = write(t, township(), Export{Kind: "growth", Format: sheet.JSONL, Personal: true})
	var o sheet.Object
	if err := json.Unmarshal(raw, &o); err != nil || o.Fields["weight"] != 8250.0 || o.Fields["child"] != id(1).String() || o.Fields["day"] != "2026-11-01" ||
		o.Fields["weight_z"] != -2.09 || o.Fields["weight_level"] != "低体重" || o.Fields["head_z"] != nil {
		t.Errorf("%s %v", raw, err)
	}
	raw, _ = write(t, township(), Export{Kind: "growth", Format: sheet.JSONL})
	if strings.Contains(string(raw), "_z") || strings.Contains(string(raw), "_level") {
		t.Errorf("what follows from a child's figures leaves without them being asked for: %s", raw)
	}
}

func TestUnknownKind(t *testing.T) {
	for _, e := range []Export{{Kind: "nonsense", Format: sheet.CSV}, {Kind: "wrap", Format: sheet.JSONL, Personal: true}, {Kind: "child", Format: "pdf"}} {
		var b bytes.Buffer
		if _, err := WriteExport(t.Context(), &b, form.Builtin(), township(), e); hub.CodeOf(err) != hub.CodeInvalid || b.Len() != 0 {
			t.Errorf("%+v: %v, %d bytes", e, err, b.Len())
		}
	}
}

// Tables for people show no numbers of records: neither what a period is made of, nor a
// column that would stand empty; a program reads both.
func TestNoNumbersForPeople(t *testing.T) {
	class, who := id(7), id(11)
	period := class.String() + "/" + who.String()
	s := shelf{record("class-here", 31, 1, period, form.Values{"class": class, "role": "father", "person": who, "way": "room", "day": hub.Day("2026-11-02"), "site": id(9)})}
	raw, _ := write(t, s, Export{Kind: "class-here", Format: sheet.CSV, Personal: true})
	if strings.Contains(string(raw), class.String()) || strings.Contains(string(raw), "哪一项") {
		t.Errorf("numbers stand in it:\n%s", raw)
	}
	if !strings.Contains(string(raw), "爸爸") {
		t.Errorf("it does not say who came:\n%s", raw)
	}
	if raw, _ := write(t, s, Export{Kind: "class-here", Format: sheet.JSONL, Personal: true}); !strings.Contains(string(raw), period) {
		t.Errorf("a program cannot tell which class:\n%s", raw)
	}
}

//go:build !release

package page

func listStories() []Story {
	f := CountyFrame{County: "上党区婴幼儿照护", Who: "赵敏", Tab: "forms", Hint: "11月23日 星期一", Forms: true, Request: storyRequest}
	columns := CountyColumns{CountyFrame: f, Own: true, Moved: "due", Action: "/list/cases/columns", Prev: "/cases"}
	columns.Title = "案件"
	names := []string{"number", "编号", "due", "期限", "kind", "哪类事", "town", "镇", "station", "站", "state", "到哪一步", "turn", "轮到谁", "left", "还有几天"}
	for i := 0; i < len(names); i += 2 {
		columns.Rows = append(columns.Rows, ColumnRow{Name: names[i], Title: names[i+1], On: i < 14, First: i == 0, Last: i == len(names)-2})
	}
	none := columns
	none.Errors = Errors{"order": "一列也没有留，表就空了。还没有存，请至少勾一列。"}
	return []Story{{"county-columns", "存成表格时有哪些列", columns}, {"county-columns-none", "一列也没有留", none}}
}

// taken is how a list is taken away, in stories.
func taken(file string) *Leaves {
	return &Leaves{File: file, Columns: file + "/columns", About: "过期的"}
}

package report

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"yizhan/hub/sheet"
)

//go:embed tables/*.xlsx
var readyFiles embed.FS

// Ready is a table that comes with the program; a county takes it as it is, or changes it.
type Ready struct {
	Name  string
	Title string
	File  []byte
	Plan  *Table
}

// ReadyTables are those that come with the program. Their sheets are made by
// TestReadyTables -update; what stands where is read from their heads, as of any sheet.
var ReadyTables = sync.OnceValue(func() (out []Ready) {
	for _, one := range []struct {
		name string
		mask bool
	}{{"month", false}, {"inspection", false}, {"year", false}, {"public", true}} {
		file, err := readyFiles.ReadFile("tables/" + one.name + ".xlsx")
		var tables []sheet.Table
		if err == nil {
			tables, err = sheet.Read(bytes.NewReader(file), int64(len(file)))
		}
		var plan Table
		if err == nil {
			plan, err = GuessTable(tables[0])
		}
		if err != nil {
			panic(fmt.Errorf("report: table %s: %w", one.name, err)) // ours, and tested
		}
		plan.Mask, plan.Sums = one.mask, one.name == "month"
		out = append(out, Ready{one.name, plan.Title, file, &plan})
	}
	return out
})

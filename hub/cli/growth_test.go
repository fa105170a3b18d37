package cli

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

// FuzzGrowth: whatever a file holds, what comes out is a table that can be read, with
// a line for each that went in and was not named.
func FuzzGrowth(f *testing.F) {
	const header = "id,sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,oedema\n"
	for _, seed := range []string{
		header + "1,1,912,21.81,87.3,H,46.7,n\n", header + "1,2,0,,,,,\n\n2,1,99999,99999,99999,L,99999,y", header + "\"a\nb\",1,1,1e-9,1e4,l,0x1p3,0\n",
		header + "x,\"1\n", header + "\"=1+1\",1,,,\r\n", "\ufeffsex,age_days\n1,3", "", ",,,\n", "sex;age_days\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var out bytes.Buffer
		named := 0
		bad, err := judgeLines(t.Context(), bytes.NewReader(raw), &out, func(line int, err error) {
			if named++; line < 2 || err == nil {
				t.Errorf("line %d is bad: %v", line, err)
			}
		})
		if bad != named {
			t.Errorf("%d bad lines, %d named", bad, named)
		}
		if err != nil {
			return
		}
		rows, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil || len(rows) == 0 || len(rows[0]) != len(growthHeader()) {
			t.Fatalf("%q gives %q: %v", raw, out.String(), err)
		}
	})
}

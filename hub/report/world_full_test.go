package report_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yizhan/hub/demo/world"
)

// A county of 300 stations, 30,000 children and two years, day by day: every measure is
// what its plan says, month after month, and as of the closings of months gone by. It logs
// what that costs. YIZHAN_FULL is a folder to put it into, and to leave it there.
func TestFullCountyIsTrue(t *testing.T) {
	if os.Getenv("YIZHAN_LONG") == "" {
		t.Skip("a full county takes half an hour: .ci/long")
	}
	dir := os.Getenv("YIZHAN_FULL")
	if dir == "" {
		dir = t.TempDir()
	}
	began := time.Now()
	p := world.Draw(1, world.Full)
	t.Logf("drawn in %v", time.Since(began))
	o := openOffice(t, p, dir)
	closings := map[int]int64{} // by night
	var counted time.Duration
	compared, commits := 0, 0
	began = time.Now()
	err := p.Write(t.Context(), world.Delivery{Accept: o.take, Batch: 4000, Night: func(ctx context.Context, day int) error {
		o.now = o.now.AddDate(0, 0, 1)
		if day%91 != 90 && day != p.Days-1 {
			return nil
		}
		at := time.Now()
		c, err := o.CloseDay(ctx, p.Day(day))
		if err != nil {
			return err
		}
		counted += time.Since(at)
		commits, closings[day] = int(c.Commits), c.Number
		compared += o.agrees(day, day, 0)
		t.Logf("day %d: %d commits, %v, of which counting %v", day, commits, time.Since(began).Round(time.Second), counted.Round(time.Second))
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	whole := time.Since(began)
	for night, closing := range closings {
		compared += o.agrees(night, night-20, closing)
	}
	records := 0
	for _, n := range p.Records(p.Days - 1) {
		records += n
	}
	size := sizeOf(t, dir)
	t.Logf("%d stations, %d children, %d records, %d commits; %d figures compared", len(p.Stations), len(p.Children), records, commits, compared)
	t.Logf("written and taken in %v: %.0f commits/s beside the writing; counted in %v", (whole - counted).Round(time.Second), float64(commits)/(whole-counted).Seconds(), counted.Round(time.Second))
	t.Logf("on disk %d MB, %d B a record, %d B a commit; most memory %s", size>>20, size/int64(records), size/int64(commits), mostMemory())
}

func sizeOf(t *testing.T, dir string) (sum int64) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

// mostMemory is the most that this process ever held, plan and authors included.
func mostMemory() string {
	b, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}

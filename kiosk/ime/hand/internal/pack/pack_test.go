package main

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// sources are where .ci/test puts them; HANZI_WRITER_DATA and PINYIN_SIMP_DICT name
// other places.
func sources(t *testing.T) (medians, weights string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	medians = filepath.Join(cache, "yizhan", "hanzi-writer-data-2.0.1")
	weights = "/usr/share/rime-data/pinyin_simp.dict.yaml"
	if dir := os.Getenv("HANZI_WRITER_DATA"); dir != "" {
		medians = dir
	}
	if file := os.Getenv("PINYIN_SIMP_DICT"); file != "" {
		weights = file
	}
	for _, path := range []string{medians, weights} {
		if _, err := os.Stat(path); err != nil {
			t.Skipf("NOT TESTED that characters.zip is what its sources give: %v", err)
		}
	}
	return medians, weights
}

// The same sources give, file by file, the archive of the repository.
func TestArchiveIsWhatItsSourcesGive(t *testing.T) {
	medians, weights := sources(t)
	made, err := build(medians, weights)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := os.ReadFile("../../characters.zip")
	if err != nil {
		t.Fatal(err)
	}
	want, got := contents(t, shipped), contents(t, made)
	for _, name := range []string{"NOTICE.txt", "ARPHICPL.TXT", "strokes.bin", "metric.bin", "weights.bin"} {
		if len(got[name]) == 0 || !bytes.Equal(want[name], got[name]) {
			t.Errorf("%s has %d bytes and is not the one made again, of %d", name, len(want[name]), len(got[name]))
		}
	}
	if len(want) != len(got) {
		t.Errorf("%d files, made again %d", len(want), len(got))
	}
}

func contents(t *testing.T, archive []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// A source that lacks a character, or is no list of weights, is refused.
func TestBrokenSources(t *testing.T) {
	dir := t.TempDir()
	if _, err := readMedians(dir); err == nil {
		t.Error("an empty folder was read")
	}
	if err := os.WriteFile(filepath.Join(dir, "啊.json"), []byte(`{"medians":3}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readMedians(dir); err == nil {
		t.Error("medians that are none were read")
	}
	for _, text := range []string{"", "---\nname: x\n", "啊\ta\tmany\n"} {
		path := filepath.Join(dir, "dict")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readWeights(path, []character{{r: '啊'}}); err == nil {
			t.Errorf("weights were read from %q", text)
		}
	}
}

func TestCharactersAreThoseOfGB2312(t *testing.T) {
	list := gb2312()
	if len(list) != 6763 || list[0] != '啊' || list[3754] != '座' || list[3755] != '亍' || list[6762] != '齄' {
		t.Errorf("%d characters, from %c to %c", len(list), list[0], list[len(list)-1])
	}
	held := 0
	for _, r := range list {
		if ink.HeldOut(r) {
			held++
		}
	}
	if held < 1250 || held > 1450 {
		t.Errorf("%d of %d are held out, want about a fifth", held, len(list))
	}
}

func TestStraighten(t *testing.T) {
	p := func(x, y float64) ink.Point { return ink.Point{X: x, Y: y} }
	for _, row := range []struct{ in, want []ink.Point }{
		{[]ink.Point{p(1, 1)}, []ink.Point{p(1, 1)}},
		{[]ink.Point{p(0, 0), p(50, 1), p(100, 0)}, []ink.Point{p(0, 0), p(100, 0)}},
		{[]ink.Point{p(0, 0), p(50, 9), p(100, 0)}, []ink.Point{p(0, 0), p(50, 9), p(100, 0)}},
		{[]ink.Point{p(0, 0), p(50, 0), p(100, 0), p(100, 50), p(100, 100)}, []ink.Point{p(0, 0), p(100, 0), p(100, 100)}},
		{[]ink.Point{p(0, 0), p(50, 50), p(0, 0)}, []ink.Point{p(0, 0), p(50, 50), p(0, 0)}},
	} {
		before := slices.Clone(row.in)
		if got := straighten(row.in); !slices.Equal(got, row.want) {
			t.Errorf("%v becomes %v, want %v", before, got, row.want)
		}
		if !slices.Equal(before, row.in) {
			t.Errorf("%v was changed to %v", before, row.in)
		}
	}
}

// The axes of a matrix made of known ones are found again, most telling first.
func TestTopAxes(t *testing.T) {
	const n = 12
	rng := rand.New(rand.NewPCG(3, 4))
	basis := square(n)
	for i := range basis {
		for j := range basis[i] {
			basis[i][j] = rng.Float64() - 0.5
		}
	}
	orthonormal(basis)
	m := square(n)
	for e, b := range basis {
		for i := range m {
			for j := range m {
				m[i][j] += math.Pow(2, float64(n-e)) * b[i] * b[j]
			}
		}
	}
	for i, a := range topAxes(m, 3) {
		if got := math.Abs(dot(a, basis[i])); got < 0.9999 {
			t.Errorf("axis %d lies at %f along the one that made it", i, got)
		}
	}
	low := cholesky(m)
	for i := range m {
		for j := range m {
			if sum := dot(low[i], low[j]); math.Abs(sum-m[i][j]) > 1e-9*m[0][0] {
				t.Fatalf("L·Lᵀ is %f at %d, %d, want %f", sum, i, j, m[i][j])
			}
		}
	}
}

package print

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"yizhan/hub"
)

// fontFolders are where systems keep theirs (fontconfig's own list).
var fontFolders = []string{"/usr/share/fonts", "/usr/local/share/fonts", "/system/fonts"}

// fontNames are the files that are tried first: of those that can write Chinese the
// ones whose strokes stay even when every dot is black or white.
var fontNames = []string{
	"wqy-microhei.ttc", "wqy-zenhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf",
	"SourceHanSansSC-Regular.otf", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf",
}

// Font draws letters. One is shared by all that is drawn.
type Font struct {
	sfnt *sfnt.Font
	mu   sync.Mutex
	all  map[int]font.Face // by height in dots
}

// FindFont opens the system's font for Chinese. It reads of it only what it draws.
// Errors: CodeInvalid print.no-font.
func FindFont() (*Font, error) { return findFont(fontFolders, fontNames) }

func findFont(folders, names []string) (*Font, error) {
	var found []string
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && slices.Contains(names, d.Name()) {
				found = append(found, path)
			}
			return nil // a folder that cannot be read hides no other
		})
	}
	rank := func(path string) int { return slices.Index(names, filepath.Base(path)) }
	hub.SortStable(found, func(a, b string) int { return rank(a) - rank(b) })
	for _, path := range found {
		if f, err := openFont(path); err == nil && has(f, '驿') {
			return &Font{sfnt: f, all: map[int]font.Face{}}, nil
		}
	}
	return nil, hub.E(hub.CodeInvalid, "print.no-font")
}

func openFont(path string) (*sfnt.Font, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	fonts, err := readFonts(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return chinese(fonts), nil // the file stays open as long as the font is used: until the program ends
}

func has(f *sfnt.Font, r rune) bool {
	at, err := f.GlyphIndex(nil, r)
	return err == nil && at != 0
}

// face is the font at a height in dots.
func (f *Font) face(height int) (font.Face, error) {
	if face, ok := f.all[height]; ok {
		return face, nil
	}
	face, err := opentype.NewFace(f.sfnt, &opentype.FaceOptions{Size: float64(height), DPI: 72, Hinting: font.HintingNone})
	if err == nil {
		f.all[height] = face
	}
	return face, err
}

// width is how many dots a text takes; one that the font lacks takes a square.
func (f *Font) width(text string, height int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	face, err := f.face(height)
	if err != nil {
		return 0
	}
	var all fixed.Int26_6
	for _, r := range text {
		all += f.advance(face, r, height)
	}
	return all.Ceil()
}

func (f *Font) advance(face font.Face, r rune, height int) fixed.Int26_6 {
	if at, err := f.sfnt.GlyphIndex(nil, r); err == nil && at != 0 {
		if a, ok := face.GlyphAdvance(r); ok {
			return a
		}
	}
	return fixed.I(height)
}

// dark is how much of a dot a stroke has to cover for it to be black: a little under
// half, because heads print thin strokes thinner.
const dark = 0x70

// draw writes a line with its left end at x and its middle at y; bold draws it twice,
// a dot apart and more where letters are large.
func (f *Font) draw(to *Bitmap, text string, x, y, height int, bold bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	face, err := f.face(height)
	if err != nil {
		return // no size of any block is out of a font's reach
	}
	base := y + height*38/100 // Chinese characters stand a little below the line
	dot := fixed.P(x, base)
	thick := 0
	if bold {
		thick = max(1, height/24)
	}
	for _, r := range text {
		if at, err := f.sfnt.GlyphIndex(nil, r); err != nil || at == 0 {
			frame(to, dot.X.Round(), y-height*44/100, height*88/100)
		} else {
			f.glyph(to, face, dot, r, thick)
		}
		dot.X += f.advance(face, r, height)
	}
}

func (f *Font) glyph(to *Bitmap, face font.Face, dot fixed.Point26_6, r rune, thick int) {
	box, mask, at, _, ok := face.Glyph(dot, r)
	if !ok {
		return
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			_, _, _, a := mask.At(at.X+x-box.Min.X, at.Y+y-box.Min.Y).RGBA()
			for t := 0; a>>8 >= dark && t <= thick; t++ {
				to.blacken(x+t, y)
			}
		}
	}
}

// frame is an empty square for a character that the font lacks: it is written in by hand.
func frame(to *Bitmap, x, y, edge int) {
	for i := range edge {
		to.blacken(x+i, y)
		to.blacken(x+i, y+edge-1)
		to.blacken(x, y+i)
		to.blacken(x+edge-1, y+i)
	}
}

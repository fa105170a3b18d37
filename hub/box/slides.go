package box

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"yizhan/hub"
)

// pdfPages makes pictures of a PDF's pages, by the system's own program where it is
// installed: reading PDF is no small thing, and what a stick brings is nobody's word.
type pdfPages struct{ tmp string }

// What a class shows at most of one file, and how long making pictures of it may take.
const (
	pdfMost     = 30
	pdfPatience = 40 * time.Second
)

// Pages are the pages as JPEG, in their order. Errors: CodeNotFound slides.no-pdf where the
// program is missing, CodeInvalid slides.torn.
func (p pdfPages) Pages(ctx context.Context, pdf []byte) ([][]byte, error) {
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil, hub.E(hub.CodeNotFound, "slides.no-pdf").Because(err)
	}
	dir, err := os.MkdirTemp(p.tmp, "pdf-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, pdf, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, pdfPatience)
	defer cancel()
	do := exec.CommandContext(ctx, program, "-jpeg", "-scale-to", "1280", "-l", strconv.Itoa(pdfMost), in, filepath.Join(dir, "page"))
	do.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir}
	if err := do.Run(); err != nil {
		return nil, hub.E(hub.CodeInvalid, "slides.torn").Because(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "page*.jpg")) // numbered with as many digits as they need
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out [][]byte
	for _, f := range files[:min(len(files), pdfMost)] {
		body, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		out = append(out, body)
	}
	if len(out) == 0 {
		return nil, hub.E(hub.CodeInvalid, "slides.torn").Because(errors.New("no page"))
	}
	return out, nil
}

package print

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// patience is how long a command of CUPS may take: it talks to a printer's host, which
// may be gone.
const patience = 5 * time.Second

// settle is how often, and how long, a sheet is watched on its way: CUPS has taken it,
// but it is not on paper yet.
const (
	settleStep = time.Second
	settleMost = 90 * time.Second
)

// cups is a printer that the system knows: what it is and how it is reached is its
// affair.
type cups struct {
	name string
	font *Font
	run  command
}

// system runs a command; its output is English, whatever the box speaks.
func system(ctx context.Context, in []byte, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(in)
	cmd.WaitDelay = time.Second
	out, err := cmd.Output()
	return string(out), err
}

// command runs a command of the system and answers what it says.
type command func(ctx context.Context, in []byte, name string, args ...string) (string, error)

// findCUPS lists the system's printers; none where there is no CUPS.
func findCUPS(ctx context.Context, run command) (out []Found) {
	listed, err := run(ctx, nil, "lpstat", "-e")
	if err != nil {
		return nil // not installed, or not running: there is nothing to choose
	}
	for _, name := range strings.Fields(listed) {
		out = append(out, Found{Choice{Kind: CUPS, Where: name}, strings.ReplaceAll(name, "_", " ")})
	}
	return out
}

func (p *cups) Ready(ctx context.Context) error {
	said, err := p.run(ctx, nil, "lpstat", "-l", "-p", p.name)
	if err != nil {
		return trouble("print.away", err)
	}
	return errOfCUPS(said)
}

// errOfCUPS reads what lpstat says of a printer: its state, and the reasons that IPP
// names (RFC 8011, 5.4.12), of which the first that people can do something about counts.
func errOfCUPS(said string) error {
	for _, r := range []struct{ word, key string }{
		{"media-empty", "print.paper"}, {"media-needed", "print.paper"}, {"out of paper", "print.paper"},
		{"cover-open", "print.cover"}, {"door-open", "print.cover"}, {"media-jam", "print.jam"},
		{"toner-empty", "print.ink"}, {"marker-supply-empty", "print.ink"},
		{"offline", "print.away"}, {"connecting-to-device", "print.away"}, {"not-responding", "print.away"},
		{"disabled", "print.off-line"},
	} {
		if strings.Contains(strings.ToLower(said), r.word) {
			return trouble(r.key, errors.New("cups: "+r.word))
		}
	}
	return nil
}

// taken is what lp says of a job that it took: request id is hp-12 (1 file(s)).
var taken = regexp.MustCompile(`request id is (\S+)`)

// Print hands the sheets to CUPS, watches until they are gone from its queue, and has
// its copy of them thrown away: they name children.
func (p *cups) Print(ctx context.Context, doc Doc) error {
	var b bytes.Buffer
	if err := PDF(&b, doc, p.font); err != nil {
		return err
	}
	if err := p.Ready(ctx); err != nil {
		return err
	}
	// The title stands in its lists and on the printer: it says nothing.
	said, err := p.run(ctx, b.Bytes(), "lp", "-d", p.name, "-t", "yizhan", "-o", "media=A4", "-o", "fit-to-page", "-")
	if err != nil {
		return trouble("print.away", err)
	}
	id := taken.FindStringSubmatch(said)
	if id == nil {
		return trouble("print.away", errors.New("lp named no job"))
	}
	err = p.watch(ctx, id[1])
	// Whether it was printed or not: what is left of it goes. A job that is gone
	// already cannot be cancelled, which is no trouble.
	_, _ = p.run(context.WithoutCancel(ctx), nil, "cancel", "-x", id[1])
	return err
}

// watch waits until a job is off the queue.
func (p *cups) watch(ctx context.Context, id string) error {
	for waited := time.Duration(0); waited < settleMost; waited += settleStep {
		queue, err := p.run(ctx, nil, "lpstat", "-W", "not-completed", "-o", p.name)
		if err != nil {
			return trouble("print.away", err)
		}
		if !strings.Contains(queue, id+" ") {
			return nil
		}
		if err := p.Ready(ctx); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settleStep):
		}
	}
	return trouble("print.stopped", nil)
}

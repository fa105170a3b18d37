package print

import "context"

// USB lists the thermal printers that are plugged in.
func (q *Queue) USB() []Found { return findUSB(q.o.Dev, q.o.Sys) }

// CUPS lists the printers that the system knows.
func (q *Queue) CUPS(ctx context.Context) []Found { return findCUPS(ctx, q.o.Command) }

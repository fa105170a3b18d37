package media

// heard is what was heard, from its beginning.
type heard struct {
	samples []int16
}

func (h *heard) Read(dst []int16) int {
	n := copy(dst, h.samples)
	h.samples = h.samples[n:]
	return n
}

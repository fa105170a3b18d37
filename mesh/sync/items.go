package sync

// item is one CBOR item without what it contains: its head, and the bytes of a
// string.
type item struct {
	major   byte
	head    int // bytes
	payload int // bytes that follow, of a byte or text string
}

// cborItem reads the head at the start of b. It is not ok if the head is not in
// its shortest form, is one of those that RFC 8949 leaves free, or is cut short.
// The payload need not be there.
func cborItem(b []byte) (it item, ok bool) {
	info := b[0] & 31
	it = item{major: b[0] >> 5, head: 1}
	arg := uint64(info)
	switch {
	case info > 27:
		return it, false
	case info >= 24:
		size := 1 << (info - 24)
		it.head += size
		if len(b) < it.head {
			return it, false
		}
		arg = 0
		for _, c := range b[1:it.head] {
			arg = arg<<8 | uint64(c)
		}
		if least := [9]uint64{1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}[size]; arg < least {
			return it, false
		}
	}
	if it.major == 2 || it.major == 3 {
		if arg > maxUnpacked {
			return it, false
		}
		it.payload = int(arg)
	}
	return it, true
}

// walkable says whether b is a sequence of items that cborItem reads. Parts are;
// anything else travels verbatim.
func walkable(b []byte) bool {
	for len(b) > 0 {
		it, ok := cborItem(b)
		if !ok || it.head+it.payload > len(b) {
			return false
		}
		b = b[it.head+it.payload:]
	}
	return true
}

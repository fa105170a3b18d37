package trust

// show notes that a hub was heard of from outside: by a call, or by a stick.
func (m *Members) show(key [32]byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shown[key] = true
}

// hasShown says whether a hub was heard of from outside since the start. Before, nobody
// knows: an answer that waits for it waits on.
func (m *Members) hasShown(key [32]byte) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.shown[key]
}

package mesh

// Drop has the event reader lose events by name.
func (m *Mesh) Drop(f func(name string) bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop = f
}

// Running says whether Serf is up.
func (m *Mesh) Running() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.serf != nil
}

// Poison does what any holder of the gossip key can do: it has every hub install
// and use another key.
func (m *Mesh) Poison(key string) error {
	manager := m.serf.KeyManager()
	if _, err := manager.InstallKey(key); err != nil {
		return err
	}
	_, err := manager.UseKey(key)
	return err
}

// GossipKey is the key that this hub gossips with now.
func (m *Mesh) GossipKey() []byte { return m.ring.GetPrimaryKey() }

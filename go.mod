module yizhan

go 1.26.0

// What the program is made of; each line says what it is for.
require (
	filippo.io/age v1.3.2 // files on a stick, sealed to several hubs: an audited format with a specification, streamed
	github.com/alecthomas/kong v1.17.0 // the command line from a struct, with defaults and help in Chinese
	github.com/fxamacker/cbor/v2 v2.9.6 // core deterministic CBOR, strict and bounded: the one byte form
	github.com/gen2brain/malgo v0.11.24 // given: microphones and loudspeakers; opens ALSA and PulseAudio at run time, links only libc
	github.com/goccy/go-yaml v1.19.2 // form definitions and rules, with line numbers in errors
	github.com/gorilla/websocket v1.5.3 // given: live pages, and the pipe of mesh/sync
	github.com/hashicorp/mdns v1.0.7 // finding neighbours on the LAN; comes with serf
	github.com/hashicorp/memberlist v0.7.0 // serf's keyring and delegates are its types
	github.com/hashicorp/serf v0.11.0 // given: membership and gossip of a township
	github.com/klauspost/compress v1.20.3 // deflate without a 600 KB state per sealed part (the standard library's allocates one)
	github.com/lib/pq v1.12.3 // the county on PostgreSQL: one module, a fifth of what pgx weighs
	github.com/mattn/go-sqlite3 v1.14.53 // given: the log and its folds
	github.com/thejerf/suture/v4 v4.0.6 // supervision: the death of one part never stops the desk
	golang.org/x/crypto v0.58.0 // Argon2id for PINs and passwords
	golang.org/x/image v0.47.0 // letters as dots: what is printed is drawn here, with a font of the system
	golang.org/x/sys v0.49.0 // adjtimex and a clock that counts sleep: what the kernel says about the time
	golang.org/x/text v0.43.0 // GB 18030 rosters; NFC of names
	rsc.io/qr v0.2.0 // a box's request as a picture; the drawing is ours
)

// For tests only.
require (
	github.com/chromedp/cdproto v0.159.0 // events of the browser under test
	github.com/chromedp/chromedp v0.23.0 // real Chromium with touch
	github.com/mozillazg/go-pinyin v0.21.0 // the source from which hub/names derives its readings
	github.com/rogpeppe/go-internal v1.16.0 // testscript: the command line as a user types it
	github.com/xuri/excelize/v2 v2.10.1 // another hand's xlsx, to read what hub/sheet writes and the other way; 2.11.1 does not resolve, so it is pinned
	pgregory.net/rapid v1.3.0 // properties of merge and codec
)

require (
	filippo.io/hpke v0.4.0 // indirect
	github.com/BurntSushi/toml v1.4.1-0.20240526193622-a339e1f7089c // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/google/btree v1.1.3 // indirect
	github.com/hashicorp/errwrap v1.1.0 // indirect
	github.com/hashicorp/go-immutable-radix v1.3.1 // indirect
	github.com/hashicorp/go-metrics v0.7.0 // indirect
	github.com/hashicorp/go-msgpack/v2 v2.1.5 // indirect
	github.com/hashicorp/go-multierror v1.1.1 // indirect
	github.com/hashicorp/go-sockaddr v1.0.7 // indirect
	github.com/hashicorp/golang-lru v1.0.2 // indirect
	github.com/miekg/dns v1.1.73 // indirect
	github.com/richardlehane/mscfb v1.0.6 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/sean-/seed v0.0.0-20170313163322-e2103e2c3529 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/x448/float16 v0.8.4 // indirect
	github.com/xuri/efp v0.0.1 // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	golang.org/x/exp/typeparams v0.0.0-20231108232855-2478ac86f678 // indirect
	golang.org/x/mod v0.41.0 // indirect
	golang.org/x/net v0.60.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	honnef.co/go/tools v0.8.2 // indirect
)

tool honnef.co/go/tools/cmd/staticcheck

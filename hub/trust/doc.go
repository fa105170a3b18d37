// Package trust says who may speak for whom: a box's own keys, the county's
// certificates, invitations and requests, the list of revoked keys, and the
// members that a hub knows. TRUST.md beside this file is the specification of
// every byte that is signed here.
//
// # Folder
//
//	DIR/keys/identity.cbor     0600  the box's own keys, made at first boot, never rewritten; 有人值守:
//	DIR/keys/closed.cbor       0600  … in its stead, closed for those who open the box after a start
//	DIR/keys/unlock.key        0600  … the key file that belongs to their PINs; or on a stick
//	DIR/keys/authority.cbor    0600  only at the county: the key that certifies everyone
//	DIR/trust/enrolment.cbor   0600  own certificate and the county-signed bundle
//	DIR/trust/register.cbor    0600  only at the county: townships and running numbers
//	DIR/trust/revocations.cbor 0600  the newest list
//	DIR/trust/lists.cbor       0600  letters and answers of the county, to be passed on
//	DIR/trust/gossip.cbor      0600  how long a new gossip key has been known
//	DIR/trust/members.cbor     0600  certificates in the order in which they were learned
//
// Every file is replaced as a whole: written beside, synced, renamed, and the
// folder synced. Nothing here expires by the clock: boards have none.
package trust

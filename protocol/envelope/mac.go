package envelope

import "github.com/openmpos/mpos/crypto/dukpt"

// macPrefix begins every MAC input, so that a MAC of this protocol is none of
// another one under the same key.
const macPrefix = "mpos/1"

// MACHeader is how many bytes of a MAC input stand before the body.
const MACHeader = len(macPrefix) + 3 + len(dukpt.KSN{})

// MACInput appends what the MAC of an envelope is made over (docs/protocol.md,
// 4): "mpos/1" ‖ version ‖ suite ‖ type, one byte each ‖ KSN, 12 bytes ‖ body.
// For field 64 the type is HostMACType and the body an ISO 8583 body from the
// MTI to the field before 64, bit 64 set.
func MACInput(dst []byte, suite Suite, typ Type, ksn dukpt.KSN, body []byte) []byte {
	dst = append(dst, macPrefix...)
	dst = append(dst, Version, byte(suite), byte(typ))
	dst = append(dst, ksn[:]...)
	return append(dst, body...)
}

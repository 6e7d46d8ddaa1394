package message

// SignIn begins a sign-in when it is empty, and relays SignIn2 when not.
type SignIn struct {
	Envelope []byte `cbor:"1,keyasint"` // empty, or SignIn2
}

// SignInAnswer has what goes to the backend: SignIn1, then SignIn3.
type SignInAnswer struct {
	Envelope []byte `cbor:"1,keyasint"`
}

// Kind returns KindSignIn.
func (SignIn) Kind() Kind { return KindSignIn }

// Kind returns the kind of SignIn's answer.
func (SignInAnswer) Kind() Kind { return KindSignIn.Answer() }

func (c SignIn) check() (uint64, string) { return first(longer(len(c.Envelope), maxSignIn2)) }

func (a SignInAnswer) check() (uint64, string) { return first(length(len(a.Envelope), maxSignIn3)) }

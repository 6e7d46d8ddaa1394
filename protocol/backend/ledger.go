package backend

// Posting is one leg of an entry: debits are positive, credits negative.
type Posting struct {
	CT       uint32
	Account  string // "issuer clearing", "merchant <F42>"
	Amount   int64  // minor units
	Currency uint16 // ISO 4217 number
}

// Balance is the sum of an account's postings.
type Balance struct {
	Account  string
	Amount   int64
	Currency uint16
}

// IssuerClearing is the account of what the issuers owe the acquirer.
const IssuerClearing = "issuer clearing"

// MerchantAccount is the account of what the acquirer owes a merchant.
func MerchantAccount(f42 string) string { return "merchant " + f42 }

// charge is the entry of a sale. An entry can only be made whole, so the
// ledger sums to zero at each commit.
func charge(t Txn) []Posting { return entry(t, int64(t.Amount)) }

// uncharge is the opposite entry: what was posted stays.
func uncharge(t Txn) []Posting { return entry(t, -int64(t.Amount)) }

func entry(t Txn, amount int64) []Posting {
	return []Posting{
		{CT: t.CT, Account: IssuerClearing, Amount: amount, Currency: t.Currency},
		{CT: t.CT, Account: MerchantAccount(t.F42), Amount: -amount, Currency: t.Currency},
	}
}

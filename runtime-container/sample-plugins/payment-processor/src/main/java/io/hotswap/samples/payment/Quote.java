package io.hotswap.samples.payment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// An amount and what of it is left, in minor units of the currency.
@JsonPropertyOrder({"amount", "fee", "net", "currency", "digits"})
record Quote(long amount, long fee, long net, String currency, int digits) {
  Quote(Amount amount, long fee) {
    this(amount.minorUnits(), fee, amount.minorUnits() - fee, amount.currency(), amount.digits());
  }
}

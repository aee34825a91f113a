package io.hotswap.samples.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What came of a charge.
///
/// @param signature of the authorisation, for the acquirer; null where the tenant has no key there
@JsonInclude(JsonInclude.Include.NON_NULL)
record Charge(
    String authorisation,
    String status,
    String brand,
    String lastFour,
    Quote quote,
    @Nullable String signature) {}

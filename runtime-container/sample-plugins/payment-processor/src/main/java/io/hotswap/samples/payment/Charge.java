package io.hotswap.samples.payment;

/// What came of a charge.
record Charge(String authorisation, String status, String brand, String lastFour, Quote quote) {}

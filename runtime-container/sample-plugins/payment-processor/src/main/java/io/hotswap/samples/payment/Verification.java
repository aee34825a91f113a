package io.hotswap.samples.payment;

/// Whether a message is the acquirer's.
record Verification(boolean genuine) {}

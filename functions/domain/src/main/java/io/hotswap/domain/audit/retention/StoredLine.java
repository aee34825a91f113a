package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.ChainLink;

/// A record's place in its chain, and its text as it is stored.
public record StoredLine(ChainLink link, String text) {}

package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;

/// What a node wrote, or what is recorded of a node.
public interface StoredReport {
  Environment environment();
}

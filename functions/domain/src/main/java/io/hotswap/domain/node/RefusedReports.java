package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;

/// Told of each report that names another environment than that of the nodes that may write where
/// it was found. Such a report is not read: whoever holds the credentials of one environment's
/// nodes says nothing about another one.
@FunctionalInterface
public interface RefusedReports {
  /// For whoever only writes reports.
  RefusedReports UNCOUNTED = source -> {};

  /// @param source environment whose nodes may write there
  void refused(Environment source);
}

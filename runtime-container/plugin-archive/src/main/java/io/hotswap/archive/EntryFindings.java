package io.hotswap.archive;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Entries that break a rule, one violation a rule however many there are.
final class EntryFindings {
  private final Map<EntryRule, List<String>> names = new EnumMap<>(EntryRule.class);

  void add(EntryRule rule, String name) {
    names.computeIfAbsent(rule, _ -> new ArrayList<>()).add(name);
  }

  List<Violation> violations() {
    return names.entrySet().stream()
        .map(found -> found.getKey().brokenBy(found.getValue()))
        .toList();
  }

  boolean isEmpty() {
    return names.isEmpty();
  }
}

package io.hotswap.archive.entry;

import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Entries that break a rule: one violation per rule, however many entries.
public final class EntryFindings {
  private final Map<EntryRule, List<String>> names = new EnumMap<>(EntryRule.class);

  void add(EntryRule rule, String name) {
    names.computeIfAbsent(rule, _ -> new ArrayList<>()).add(name);
  }

  public List<Violation> violations() {
    return names.entrySet().stream()
        .map(found -> found.getKey().brokenBy(found.getValue()))
        .toList();
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }
}

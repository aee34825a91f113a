package io.hotswap.archive.linkage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects by what is missing. A class that is not there stands for its members.
final class MissingReferences {
  private static final int SHOWN = 3;
  private static final int MOST = 1_000;

  private final Map<String, Set<Referrer>> all = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void add(Reference reference, Referrer referrer) {
    var name = reference.display();
    if (!all.containsKey(name) && all.size() == MOST) {
      return;
    }
    counts.merge(name, 1, Integer::sum);
    var shown = all.computeIfAbsent(name, it -> new LinkedHashSet<>());
    if (shown.size() < SHOWN) {
      shown.add(referrer);
    }
  }

  List<MissingReference> list() {
    List<MissingReference> list = new ArrayList<>();
    all.forEach(
        (name, from) ->
            list.add(new MissingReference(name, List.copyOf(from), counts.getOrDefault(name, 0))));
    return list;
  }
}

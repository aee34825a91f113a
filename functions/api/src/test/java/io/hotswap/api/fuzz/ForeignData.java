package io.hotswap.api.fuzz;

import java.util.List;
import java.util.Map;

/// What is there and does not belong to a tenant, and how it could be asked for.
///
/// @param owner token of that tenant's owner
/// @param admin token of somebody who may see it
/// @param values that parameters can have, by name: own, others' and shared ids, cursors, filters
/// @param bodies that others sent, with texts that the owner may know
/// @param keys that others sent them with
/// @param tokens that were given to others for something else
/// @param texts that only others and the platform's people may see
public record ForeignData(
    String owner,
    String admin,
    Map<String, List<String>> values,
    List<String> bodies,
    List<String> keys,
    List<String> tokens,
    List<String> texts) {
  public ForeignData {
    values = Map.copyOf(values);
    bodies = List.copyOf(bodies);
    keys = List.copyOf(keys);
    tokens = List.copyOf(tokens);
    texts = List.copyOf(texts);
  }
}

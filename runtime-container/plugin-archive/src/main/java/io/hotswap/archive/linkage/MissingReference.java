package io.hotswap.archive.linkage;

import java.util.List;

/// Something that is referred to and is not there.
///
/// @param missing a class, `com.example.Thing`, or a member of one that is there
/// @param from the first of those that refer to it
/// @param count of all that refer to it
public record MissingReference(String missing, List<Referrer> from, int count) {
  public MissingReference {
    from = List.copyOf(from);
  }
}

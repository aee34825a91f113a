package io.hotswap.domain.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The repositories that are allowed, in the order in which they are asked.
///
/// @param revision increases with every change; 0 where nobody has allowed any
public record RepositoryList(List<LibraryRepository> repositories, long revision) {
  public static final int MOST = 20;
  public static final RepositoryList EMPTY = new RepositoryList(List.of(), 0);

  public RepositoryList {
    repositories = List.copyOf(repositories);
    if (repositories.size() > MOST) {
      throw new IllegalArgumentException("More than " + MOST + " repositories");
    }
  }

  Optional<LibraryRepository> find(String name) {
    return repositories.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /// In the place of the one of this name, or behind the others.
  RepositoryList with(LibraryRepository repository) {
    var next = new ArrayList<>(repositories);
    int at = find(repository.name()).map(next::indexOf).orElse(-1);
    if (at < 0) {
      next.add(repository);
    } else {
      next.set(at, repository);
    }
    return new RepositoryList(next, revision + 1);
  }

  RepositoryList without(String name) {
    return new RepositoryList(
        repositories.stream().filter(it -> !it.name().equals(name)).toList(), revision + 1);
  }
}

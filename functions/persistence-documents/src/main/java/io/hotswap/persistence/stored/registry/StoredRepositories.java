package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.library.LibraryRepository;
import io.hotswap.domain.library.RepositoryList;
import java.net.URI;
import java.util.List;

/// The allowed repositories in the plugins' table.
public record StoredRepositories(List<Repository> repositories, long revision) {
  public static StoredRepositories of(RepositoryList it) {
    return new StoredRepositories(
        it.repositories().stream().map(Repository::of).toList(), it.revision());
  }

  public RepositoryList toDomain() {
    return new RepositoryList(repositories.stream().map(Repository::toDomain).toList(), revision);
  }

  record Repository(String name, String url, boolean privateAddresses) {
    static Repository of(LibraryRepository it) {
      return new Repository(it.name(), it.url().toString(), it.privateAddresses());
    }

    LibraryRepository toDomain() {
      return new LibraryRepository(name, URI.create(url), privateAddresses);
    }
  }
}

package io.hotswap.domain.library;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Maven repositories, which are not trusted.
public interface LibrarySources {
  /// What came of asking a repository.
  sealed interface Download {
    /// The file has what the repository sent.
    record Arrived() implements Download {}

    record NotThere() implements Download {}

    /// It would be larger than what was allowed.
    record TooLarge() implements Download {}

    /// Another attempt may succeed.
    ///
    /// @param why in one sentence
    record Unavailable(String why) implements Download {}
  }

  /// @param workspace a folder for temporary files, the same for all libraries of a version
  /// @param until when the downloads of a version have to be over
  record Visit(Path workspace, Instant until) {}

  /// @param into replaced
  /// @param most bytes
  Download download(
      LibraryCoordinates library, LibraryRepository from, Path into, long most, Visit visit);

  /// What the poms of these libraries need at run time beside them, in any version. A pom that
  /// cannot be read needs nothing.
  List<LibraryCoordinates> lacking(
      List<LibraryCoordinates> libraries, List<LibraryRepository> from, Visit visit);
}

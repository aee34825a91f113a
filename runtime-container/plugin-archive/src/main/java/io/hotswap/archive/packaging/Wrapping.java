package io.hotswap.archive.packaging;

import java.util.Optional;

/// Correct plugin zips with something around them.
final class Wrapping {
  private Wrapping() {}

  static Optional<ForeignPackaging> of(ArchiveListing all) {
    var top = all.cleaned().topFolder();
    var within = all.cleaned().belowTopFolder();
    if (!top.isEmpty() && within.first(it -> it.matches("[^/]+\\.jar")).isPresent()) {
      return Optional.of(
          new ForeignPackaging(
              "a zip of a folder (" + ArchiveListing.printable(top) + ")",
              "the plugin jar and lib/ must be at its root: `cd FOLDER && zip -r ../plugin.zip .`;"
                  + " Maven's assembly: `<includeBaseDirectory>false</includeBaseDirectory>`"));
    }
    return all.first(ArchiveListing::isJunk)
        .map(
            junk ->
                new ForeignPackaging(
                    "a zip with files of Finder or Explorer (it has " + junk + ")",
                    "leave them out: `zip -r plugin.zip NAME.jar lib -x '*.DS_Store' '*/._*'"
                        + " '__MACOSX/*'`"));
  }
}

package io.hotswap.archive;

import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.inventory.JarLibraries;
import io.hotswap.archive.inventory.PackagedLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Opens the jars of an archive that was accepted, one after the other.
final class ArchiveInventory {
  private ArchiveInventory() {}

  static List<PackagedLibrary> of(Path file, Limits limits, Path workspace) throws IOException {
    var budget = limits.budget();
    try (var archive = OpenJar.open("", file, budget)) {
      if (!(Layout.of(archive.names()) instanceof Layout.Zip zip)) {
        return JarLibraries.in(archive.zip(), "");
      }
      List<PackagedLibrary> all = new ArrayList<>();
      var plugin = Layout.copyOut(archive.zip(), zip.pluginJar(), workspace);
      try (var jar = OpenJar.open(zip.pluginJar() + "!/", plugin, budget)) {
        all.addAll(JarLibraries.in(jar.zip(), zip.pluginJar()));
      }
      for (var name : zip.libraries()) {
        var copy = Layout.copyOut(archive.zip(), name, workspace);
        try (var jar = OpenJar.open(name + "!/", copy, budget)) {
          all.addAll(JarLibraries.of(jar.zip(), name, sha256(copy)));
        }
        Files.delete(copy);
      }
      return List.copyOf(all);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

package io.hotswap.domain.check;

/// The checks that every registered version goes through, in the order they are run in. Each has
/// one [VersionCheck].
public enum CheckName {
  Malware
}

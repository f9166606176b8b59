package io.github.gatlingllm.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What went wrong with a file, in one line. */
final class IoFault {

  private IoFault() {}

  static String sentence(Exception fault) {
    Throwable cause = fault.getCause() instanceof FileSystemException below ? below : fault;
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + ": there is no such file or folder";
    }
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
  }
}

"""An outcome → an answer in words, cited and checked."""

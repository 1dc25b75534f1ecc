"""One question read: put into the words of the papers, cut, its years, amounts and limits found."""

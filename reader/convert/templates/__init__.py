"""Template languages in Markdown bodies: Liquid, Nunjucks, Hexo and Hugo."""
